//! Measures how well and how fast cards are read, compared with the usual Python engine for the same models. The tables are kept in the
//! documentation.

use std::fs;
use std::path::PathBuf;

use crate::document;
use crate::error::Error;
use crate::process::{self, Invocation};
use crate::product;
use crate::python::Python;
use crate::setup::{self, Purpose};
use crate::workspace::Workspace;

/// A set of specimens, by the values of the specimen program's options. Its name is made of layout and rendering style.
struct SpecimenSet {
    layout: &'static str,
    style: &'static str,
    count: &'static str,
}

const SPECIMEN_SETS: [SpecimenSet; 10] = [
    SpecimenSet { layout: "usual", style: "clean", count: "500" },
    SpecimenSet { layout: "usual", style: "photo", count: "500" },
    SpecimenSet { layout: "usual", style: "gloss", count: "100" },
    SpecimenSet { layout: "usual", style: "odd", count: "80" },
    SpecimenSet { layout: "wide-number", style: "clean", count: "200" },
    SpecimenSet { layout: "wide-number", style: "photo", count: "300" },
    SpecimenSet { layout: "wide-number", style: "gloss", count: "100" },
    SpecimenSet { layout: "songti", style: "clean", count: "200" },
    SpecimenSet { layout: "songti", style: "photo", count: "300" },
    SpecimenSet { layout: "songti", style: "gloss", count: "100" },
];

/// Makes the specimens, reads them, prints the tables, and puts them into docs/benchmarks.md.
pub(crate) fn bench_reading(workspace: &Workspace) -> Result<(), Error> {
    setup::prepare(workspace, Purpose::Cards)?;
    let specimen = product::build_specimen(workspace)?;
    let server = product::build_server(workspace)?;
    let rapidocr = install_rapidocr(workspace)?;
    let folder = workspace.promised_target()?.join("bench/cards");
    println!("making more than two thousand cards and reading them, which takes an hour …");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Error::file("remove", &folder))?;
    }
    for SpecimenSet { layout, style, count } in SPECIMEN_SETS {
        let cards = folder.join(format!("{layout}-{style}"));
        let command = Invocation::new(&specimen).argument("cards").argument(&cards);
        let command = command.arguments(["--layout", layout, "--manner", style, "--count", count]);
        process::run(command)?;
    }
    let measure = Invocation::new("python3")
        .argument(workspace.path("bench/ocr.py"))
        .argument(server)
        .argument(&folder)
        .argument("--wrong")
        .argument("--beside")
        .argument(rapidocr);
    let tables = process::output(measure)?;
    println!("{tables}");
    document::replace_section(workspace, "ocr", &tables)
}

/// Installs `RapidOCR` if it is missing, and returns the Python that has it.
fn install_rapidocr(workspace: &Workspace) -> Result<PathBuf, Error> {
    if !Python::RapidOcr.is_installed(workspace) {
        println!("installing RapidOCR for Python …");
        Python::RapidOcr.install(workspace)?;
    }
    Ok(Python::RapidOcr.program(workspace))
}
