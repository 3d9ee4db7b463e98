<?php
// Stand-in for tests: a page is shown, edited and saved as MoniWiki does it. See README.
if (!file_exists('config.php')) {
    header('Location: monisetup.php');
    return;
}
include 'config.php';
if (!is_dir($text_dir)) {
    http_response_code(500);
    return;
}
$page = trim($_SERVER['PATH_INFO'] ?? '', '/');
$page = $page === '' ? 'FrontPage' : $page;
$file = $text_dir . '/' . preg_replace_callback('/[^a-z0-9]/i', fn ($m) => '_' . bin2hex($m[0]), $page);
$action = $_POST['action'] ?? $_GET['action'] ?? 'show';
$title = htmlspecialchars($page, ENT_QUOTES);

if ($action === 'savepage' && $_SERVER['REQUEST_METHOD'] === 'POST') {
    $text = str_replace("\r", '', $_POST['savetext'] ?? '');
    file_put_contents($file, rtrim($text, "\n") . "\n");
    $line = [basename($file), $_SERVER['REMOTE_ADDR'], time(), 'Anonymous', mb_strcut($_POST['comment'] ?? '', 0, 80)];
    file_put_contents($editlog_name, implode("\t", $line) . "\n", FILE_APPEND);
    $action = 'show';
}
if ($action === 'raw') {
    header('Content-Type: text/plain; charset=UTF-8');
    if (!file_exists($file)) {
        http_response_code(404);
        return;
    }
    readfile($file);
    return;
}
header('Content-Type: text/html; charset=UTF-8');
echo '<!DOCTYPE html><html><head><title>' . htmlspecialchars($sitename) . ": $title</title></head><body><h1>$title</h1>\n";
if ($action === 'edit') {
    $text = htmlspecialchars(file_exists($file) ? file_get_contents($file) : '');
    $stamp = file_exists($file) ? filemtime($file) : time();
    echo "<form id='editform' method='post' action=''><textarea name='savetext'>$text</textarea>";
    echo "<input name='comment' /><input type='hidden' name='action' value='savepage' />";
    echo "<input type='hidden' name='datestamp' value='$stamp' /><input type='submit' value='Save' /></form>";
} elseif (file_exists($file)) {
    echo '<pre>' . htmlspecialchars(file_get_contents($file)) . "</pre><a href='?action=edit'>EditText</a>";
} else {
    http_response_code(404);
    echo "<p>Not found. <a href='?action=edit'>Create this page</a></p>";
}
echo '</body></html>';
