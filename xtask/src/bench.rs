//! What is measured against a budget or another program: what a person downloads, and the way from a picture to a card photo.

use std::fs;
use std::path::Path;

use crate::accuracy;
use crate::build;
use crate::dist::Extent;
use crate::document;
use crate::error::Error;
use crate::fetched;
use crate::ocr;
use crate::packages::Packages;
use crate::process::{self, Child};
use crate::setup::{self, Purpose};
use crate::sizes;
use crate::tools::{self, Tool};
use crate::workspace::Workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// From a phone's picture to a card photo: the image worker beside other libraries, and `check-photo` on this machine.
    Photo,
    /// How often the judgement of card photos is right, into docs/benchmarks.md.
    PhotoAccuracy,
    /// How well and how fast cards are read, beside `RapidOCR`, into docs/benchmarks.md.
    Ocr,
}

pub(crate) fn run(workspace: &Workspace, options: &Bench) -> Result<(), Error> {
    match options.what {
        None => {
            setup::prepare(workspace, Purpose::Build)?;
            build::page(workspace, Extent::Whole)?;
            sizes::print(workspace)
        }
        Some(What::Photo) => photo(workspace),
        Some(What::PhotoAccuracy) => {
            setup::prepare(workspace, Purpose::Test)?;
            accuracy::bench(workspace)
        }
        Some(What::Ocr) => {
            setup::prepare(workspace, Purpose::Test)?;
            ocr::bench(workspace)
        }
    }
}

fn photo(workspace: &Workspace) -> Result<(), Error> {
    setup::prepare(workspace, Purpose::Photo)?;
    build::page(workspace, Extent::Whole)?;
    let server = build::server(workspace)?;
    let data = workspace.promised_target()?.join("bench");
    fs::create_dir_all(&data).map_err(Error::file("create", &data))?;
    draw_pictures(workspace, &data)?;
    let node = Child::new("node")
        .argument(Packages::Bench.folder(workspace).join("photo.mjs"))
        .variable("SSCARD_BENCH_DATA", &data)
        .variable("SSCARD_CHROMIUM", tools::chromium())
        .variable("SSCARD_DIST", workspace.dist())
        .variable("SSCARD_ESBUILD", Tool::Esbuild.program(workspace, "esbuild")?)
        .variable("SSCARD_SERVER_BIN", server);
    process::run(node)?;
    let tables = data.join("photo.md");
    let text = fs::read_to_string(&tables).map_err(Error::file("read", &tables))?;
    println!("\n{text}");
    document::keep(workspace, "photo", &text)
}

/// The pictures are made of a public-domain portrait every time, and so are never committed.
fn draw_pictures(workspace: &Workspace, folder: &Path) -> Result<(), Error> {
    let cargo = Child::cargo(workspace)
        .arguments(["run", "--release", "--quiet", "--package", "sscard-vision"])
        .arguments(["--example", "phone_pictures", "--"])
        .arguments(fetched::of_the_phone_pictures(workspace))
        .argument(folder);
    process::run(cargo)
}
