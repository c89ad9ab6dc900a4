//! Measurements against a budget or another program: the size of a download, the way from a picture to a card photo, and the reading of
//! cards.

use std::fs;
use std::path::Path;

use crate::accuracy;
use crate::dist::Extent;
use crate::document;
use crate::error::Error;
use crate::fetched;
use crate::ocr;
use crate::packages::Packages;
use crate::process::{self, Invocation};
use crate::product;
use crate::setup::{self, Purpose};
use crate::sizes;
use crate::tools::{self, Tool};
use crate::workspace::Workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct BenchOptions {
    #[command(subcommand)]
    command: Option<BenchCommand>,
}

#[derive(Debug, clap::Subcommand)]
enum BenchCommand {
    /// From a phone's picture to a card photo: the image worker beside other libraries, and `check-photo` on this machine.
    Photo,
    /// How often the judgement of card photos is right, into docs/benchmarks.md.
    PhotoAccuracy,
    /// How well and how fast cards are read, beside `RapidOCR`, into docs/benchmarks.md.
    Ocr,
}

pub(crate) fn run(workspace: &Workspace, options: &BenchOptions) -> Result<(), Error> {
    match options.command {
        None => {
            setup::prepare(workspace, Purpose::Build)?;
            product::build_page(workspace, Extent::Whole)?;
            sizes::print_sizes(workspace)
        }
        Some(BenchCommand::Photo) => bench_photo(workspace),
        Some(BenchCommand::PhotoAccuracy) => {
            setup::prepare(workspace, Purpose::Test)?;
            accuracy::bench_accuracy(workspace)
        }
        Some(BenchCommand::Ocr) => {
            setup::prepare(workspace, Purpose::Test)?;
            ocr::bench_reading(workspace)
        }
    }
}

fn bench_photo(workspace: &Workspace) -> Result<(), Error> {
    setup::prepare(workspace, Purpose::Photo)?;
    product::build_page(workspace, Extent::Whole)?;
    let server = product::build_server(workspace)?;
    let data = workspace.promised_target()?.join("bench");
    fs::create_dir_all(&data).map_err(Error::file("create", &data))?;
    draw_pictures(workspace, &data)?;
    let node = Invocation::new("node")
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
    document::replace_section(workspace, "photo", &text)
}

/// Draws the pictures of a phone out of a public-domain portrait. They are made each time and never committed.
fn draw_pictures(workspace: &Workspace, folder: &Path) -> Result<(), Error> {
    let cargo = Invocation::cargo(workspace.root())
        .arguments(["run", "--release", "--quiet", "--package", "sscard-vision"])
        .arguments(["--example", "phone_pictures", "--"])
        .arguments(fetched::phone_picture_inputs(workspace))
        .argument(folder);
    process::run(cargo)
}
