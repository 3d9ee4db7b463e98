"""05 Moniwiki: the names that the lesson gives."""

DEBIAN = "debian:trixie-slim"
BASE, SOURCE, ENV, CONF = "wiki:base", "wiki:source", "wiki:env", "wiki:conf"
WIKI, CARELESS = "moniwiki:1.2.10", "wiki:careless"
PHP, NAMED = "wiki-php", "wiki-named"

FOLDER = "/var/www/html/moniwiki"
SETUP = "/moniwiki/monisetup.php"
DATA_FILE = "/moniwiki/data/intermap.txt.sample"  # a file that every MoniWiki has
REFUSED = 400  # HTTP statuses from here on give no file away
