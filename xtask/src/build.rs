//! Building the page and the server, and running them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::announce;
use crate::dist;
use crate::error::Error;
use crate::plain;
use crate::process::{self, Child};
use crate::setup::{self, Purpose};
use crate::tools::{self, Tool};
use crate::worker;
use crate::workspace::Workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct Run {
    /// Where to serve.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: String,
    /// Where people's data is kept, relative to the workspace.
    #[arg(long, default_value = "data", value_name = "DIR")]
    data: PathBuf,
}

/// Serves the complete product from this machine.
pub(crate) fn run(workspace: &Workspace, options: &Run) -> Result<(), Error> {
    setup::prepare(workspace, Purpose::Run)?;
    page_if_stale(workspace)?;
    let server = server(workspace)?;
    println!("starting on {} with the data in {}", options.listen, options.data.display());
    announce::when_ready(&options.listen)?;
    let serve = Child::new(server)
        .arguments(["serve", "--sandbox", "--listen", &options.listen, "--data"])
        .argument(&options.data)
        .argument("--dist")
        .argument(workspace.dist())
        .inside(workspace.root());
    Err(serve.replace_this_process())
}

/// Builds the page unless what lies in dist/ was made from exactly these sources.
pub(crate) fn page_if_stale(workspace: &Workspace) -> Result<(), Error> {
    if dist::is_current(workspace)? { Ok(()) } else { page(workspace) }
}

/// Builds the page into dist/: Trunk compiles and bundles, then the files are made small.
pub(crate) fn page(workspace: &Workspace) -> Result<(), Error> {
    // Taken before the build: a source saved meanwhile must make the page stale.
    let sources = dist::sources(workspace)?;
    println!("building the page …");
    let trunk = Child::new(Tool::Trunk.program(workspace, "trunk")?)
        .arguments(["build", "--offline", "--release", "--skip-version-check"])
        // Scripts and styles are made smaller after Trunk, which would belie its hashes of them.
        .arguments(["--no-sri", "true"])
        .inside(workspace.root())
        // A compiler's message says enough; the way Trunk came to it only buries it.
        .variable("RUST_LIB_BACKTRACE", "0")
        // Trunk reads NO_COLOR as a flag of its own that must be `true` or `false`, and stops at the customary `1`.
        .without_variable("NO_COLOR")
        .preferring(&tools::folders_of_the_page(workspace)?)?;
    process::run(trunk)?;
    worker::build(workspace)?;
    plain::build(workspace)?;
    dist::finish(workspace, &sources)
}

/// Builds the server and returns where scripts are promised to find it.
pub(crate) fn server(workspace: &Workspace) -> Result<PathBuf, Error> {
    let cargo = Child::cargo(workspace);
    process::run(cargo.arguments(["build", "--release", "--package", "sscard-server"]))?;
    let built = workspace.cargo_target()?.join("release/sscard-server");
    let promised = workspace.promised_target()?.join("release/sscard-server");
    if built != promised {
        replace(&built, &promised)?;
    }
    Ok(promised)
}

/// Builds the maker of labelled photos and returns where it lies.
pub(crate) fn specimen(workspace: &Workspace) -> Result<PathBuf, Error> {
    let cargo = Child::cargo(workspace);
    process::run(cargo.arguments(["build", "--release", "--package", "sscard-specimen"]))?;
    Ok(workspace.cargo_target()?.join("release/sscard-specimen"))
}

/// Copies beside and renames: a program that is running cannot be written into, but its name can be given away.
fn replace(from: &Path, to: &Path) -> Result<(), Error> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(Error::file("create", folder))?;
    }
    let beside = to.with_extension("new");
    fs::copy(from, &beside).map_err(Error::file("copy", from))?;
    fs::rename(&beside, to).map_err(Error::file("write", to))
}
