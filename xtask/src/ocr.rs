//! How well and how fast cards are read, beside the usual Python engine for the same networks; kept as tables in the documentation.

use std::fs;
use std::path::{Path, PathBuf};

use crate::build;
use crate::document;
use crate::error::Error;
use crate::process::{self, Child};
use crate::workspace::Workspace;

/// How many specimens of each manner.
const SPECIMENS: [(&str, &str); 3] = [("clean", "500"), ("photo", "500"), ("odd", "80")];

/// Makes specimens, has them read, prints what came of it, and keeps it in docs/benchmarks.md.
pub(crate) fn bench(workspace: &Workspace) -> Result<(), Error> {
    let specimen = build::specimen(workspace)?;
    let server = build::server(workspace)?;
    let rapid = rapidocr(workspace)?;
    let folder = workspace.promised_target()?.join("bench/cards");
    println!("making more than a thousand cards and reading them, which takes half an hour …");
    for (manner, count) in SPECIMENS {
        let cards = folder.join(manner);
        if cards.exists() {
            fs::remove_dir_all(&cards).map_err(Error::file("remove", &cards))?;
        }
        let make = Child::new(&specimen).argument("cards").argument(&cards);
        process::run(make.arguments(["--manner", manner, "--count", count]))?;
    }
    let measure = Child::new("python3")
        .argument(workspace.path("bench/ocr.py"))
        .argument(server)
        .argument(&folder)
        .argument("--wrong")
        .argument("--beside")
        .argument(rapid);
    let tables = process::output(measure)?;
    println!("{tables}");
    document::keep(workspace, "ocr", &tables)
}

/// The Python with `RapidOCR`, in a folder of its own among the tools; made where it is not what bench/requirements.txt says.
fn rapidocr(workspace: &Workspace) -> Result<PathBuf, Error> {
    let wanted = workspace.path("bench/requirements.txt");
    let folder = workspace.tools().join("rapidocr");
    let (python, made_by) = (folder.join("bin/python"), folder.join("requirements.txt"));
    let same = |one: &Path, other: &Path| match (fs::read(one), fs::read(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    };
    if same(&wanted, &made_by) {
        return Ok(python);
    }
    println!("installing RapidOCR for Python …");
    let missing = |error: Error| {
        Error::Missing {
        what: format!("RapidOCR is not installed: {error}"),
        remedy: "Install Python 3 with venv and pip (Debian: `apt-get install python3-venv`), let pip reach its registry, and try again."
            .to_owned(),
    }
    };
    let venv = Child::new("python3").arguments(["-m", "venv", "--clear"]).argument(&folder);
    process::run(venv).map_err(missing)?;
    let pip = Child::new(&python).arguments(["-m", "pip", "install", "--quiet", "--requirement"]);
    process::run(pip.argument(&wanted)).map_err(missing)?;
    fs::copy(&wanted, &made_by).map_err(Error::file("copy", &wanted))?;
    Ok(python)
}
