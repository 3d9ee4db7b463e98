<?php
// Stand-in for tests: the same steps as MoniWiki's setup. See README.
if (($_GET['action'] ?? '') === 'pathinfo') {
    echo ($_SERVER['PATH_INFO'] ?? '') . '****';
    return;
}
if (!function_exists('mb_strcut')) {
    http_response_code(500);
    return;
}
header('Content-Type: text/html; charset=UTF-8');
echo "<!DOCTYPE html><html><head><title>Moni Setup</title></head><body><h1>MoniWiki Setup</h1>\n";

function write_config(string $text): void
{
    file_put_contents('config.php', $text);
    chmod('config.php', 0666);
}

if (!file_exists('config.php')) {
    if (empty($_GET['step'])) {
        echo '<h2>Welcome to MoniWiki ! This is your first installation</h2>';
        echo '<pre class="license">' . htmlspecialchars(file_get_contents('COPYING')) . '</pre>';
        echo "<form method='get'><input type='submit' name='step' value='Agree' /></form>";
    } else {
        write_config(file_get_contents('config.php.default'));
        echo '<h2>Initial configurations are saved successfully.</h2>';
        echo "<h3>Goto <a href='monisetup.php'>MoniSetup</a> again to configure details</h3>";
    }
    echo '</body></html>';
    return;
}

include 'config.php';
foreach ([$text_dir] as $folder) {
    if (!is_dir($folder)) {
        mkdir($folder, 0777);
        echo "<h3>$folder is created now :)</h3>";
    }
}
if ($_SERVER['REQUEST_METHOD'] === 'POST' && !empty($_POST['config']) && ($_POST['update'] ?? '') === 'Update') {
    // as in MoniWiki, a setting is a literal of PHP: 'name' with its quotes
    $name = (string) ($_POST['config']['sitename'] ?? '');
    if (!preg_match("/^'[^'\\\\]*'$/", $name)) {
        http_response_code(500);
        return;
    }
    $text = preg_replace('/^\$sitename=.*$/m', '$sitename=' . $name . ';', file_get_contents('config.php'));
    $text = preg_replace('/^\$admin_passwd=.*\n/m', '', $text);
    write_config($text . '$admin_passwd=' . var_export(crypt($_POST['newpasswd'] ?? '', '$1$standin$'), true) . ";\n");
    echo '<h2>Configurations are saved successfully</h2>';
    $sitename = substr($name, 1, -1);
}
$shown = htmlspecialchars($sitename, ENT_QUOTES);
$literal = htmlspecialchars("'$sitename'", ENT_QUOTES);
echo "<h2>Change your settings</h2><form method='post' action=''>";
echo "<input type='text' name='config[sitename]' value='$literal' />";
echo "<input type='password' name='newpasswd' /><input type='submit' name='update' value='Update' /></form>";
echo "<h2>goto <a href='wiki.php'>$shown</a></h2></body></html>";
