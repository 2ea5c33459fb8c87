// dossier: what a page needs a script for. It is whole without it.
"use strict";
