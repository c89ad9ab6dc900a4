//! How well and how fast cards are read, beside the usual Python engine for the same networks; kept as tables in the documentation.

use std::fs;
use std::path::PathBuf;

use crate::build;
use crate::document;
use crate::error::Error;
use crate::process::{self, Child};
use crate::python::Python;
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

/// The Python with `RapidOCR`.
fn rapidocr(workspace: &Workspace) -> Result<PathBuf, Error> {
    if !Python::RapidOcr.is_there(workspace) {
        println!("installing RapidOCR for Python …");
        Python::RapidOcr.install(workspace)?;
    }
    Ok(Python::RapidOcr.program(workspace))
}
