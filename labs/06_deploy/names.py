"""06 배포와 교체: the names that the lesson gives."""

WIKI, R2, PUSHED = "moniwiki:1.2.10", "moniwiki:1.2.10-r2", "127.0.0.1:5000/moniwiki:1.2.10"
TAGS, TAG = "/v2/moniwiki/tags/list", "1.2.10"  # what the registry itself says of it
SERVER, OLD, FRONT, REGISTRY = "wiki", "wiki-old", "wiki-front", "wiki-registry"
REGISTRY_IMAGE = "lab/registry:1"
DRIFT1, DRIFT2 = "lab/drift:1", "lab/drift:2"
DATA = "wiki-data"

PORT, REGISTRY_PORT = 9999, 5000
FOLDER = "/var/www/html/moniwiki"
PAGE = "DockerLab"
VIEW = f"/moniwiki/wiki.php/{PAGE}"
RAW, EDIT = f"{VIEW}?action=raw", f"{VIEW}?action=edit"
SETUP = "/moniwiki/monisetup.php"
