//! How well and how fast cards are read, beside the usual Python engine for the same networks; kept as tables in the documentation.

use std::fs;
use std::path::PathBuf;

use crate::build;
use crate::document;
use crate::error::Error;
use crate::process::{self, Child};
use crate::python::Python;
use crate::setup::{self, Purpose};
use crate::workspace::Workspace;

/// The specimens: the family of layout, the manner, and how many. A set is called by both.
const SPECIMENS: [(&str, &str, &str); 10] = [
    ("usual", "clean", "500"),
    ("usual", "photo", "500"),
    ("usual", "gloss", "100"),
    ("usual", "odd", "80"),
    ("wide-number", "clean", "200"),
    ("wide-number", "photo", "300"),
    ("wide-number", "gloss", "100"),
    ("songti", "clean", "200"),
    ("songti", "photo", "300"),
    ("songti", "gloss", "100"),
];

/// Makes specimens, has them read, prints what came of it, and keeps it in docs/benchmarks.md.
pub(crate) fn bench(workspace: &Workspace) -> Result<(), Error> {
    setup::prepare(workspace, Purpose::Cards)?;
    let specimen = build::specimen(workspace)?;
    let server = build::server(workspace)?;
    let rapid = rapidocr(workspace)?;
    let folder = workspace.promised_target()?.join("bench/cards");
    println!("making more than two thousand cards and reading them, which takes an hour …");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Error::file("remove", &folder))?;
    }
    for (layout, manner, count) in SPECIMENS {
        let cards = folder.join(format!("{layout}-{manner}"));
        let make = Child::new(&specimen).argument("cards").argument(&cards);
        let make = make.arguments(["--layout", layout, "--manner", manner, "--count", count]);
        process::run(make)?;
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

/// The Python with `RapidOCR`.
fn rapidocr(workspace: &Workspace) -> Result<PathBuf, Error> {
    if !Python::RapidOcr.is_there(workspace) {
        println!("installing RapidOCR for Python …");
        Python::RapidOcr.install(workspace)?;
    }
    Ok(Python::RapidOcr.program(workspace))
}
