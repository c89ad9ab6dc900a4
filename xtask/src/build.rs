//! Building the page and the server, and running them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use crate::announce;
use crate::dist::{self, Extent};
use crate::error::Error;
use crate::plain;
use crate::process::{self, Child};
use crate::setup::{self, Purpose};
use crate::tools::{self, Tool};
use crate::worker;
use crate::workspace::Workspace;

/// The profile of the programs that the journeys run.
const JOURNEYS: &str = "journeys";

#[derive(Debug, clap::Args)]
pub(crate) struct Run {
    /// Where to serve.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: String,
    /// Where people's data is kept, relative to the workspace.
    #[arg(long, default_value = "data", value_name = "DIR")]
    data: PathBuf,
}

/// Serves the complete product from this machine. What old engines and fast photos need of the page is built after the address is printed.
pub(crate) fn run(workspace: &Workspace, options: &Run) -> Result<(), Error> {
    setup::prepare(workspace, Purpose::Server)?;
    // The tools of the page are compiled beside the server.
    let server = thread::scope(|scope| {
        let page = scope.spawn(|| {
            setup::prepare(workspace, Purpose::Page)?;
            page(workspace, Extent::Modern)
        });
        let server = server(workspace)?;
        joined(page)?;
        Ok::<_, Error>(server)
    })?;
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

/// Builds what `run` has left for later, while the product is served.
pub(crate) fn complete(workspace: &Workspace) -> Result<(), Error> {
    if dist::is_current(workspace, Extent::Whole)? {
        return Ok(());
    }
    println!(
        "the page is complete for today's browsers; its form for old engines and the faster image worker follow now"
    );
    setup::prepare(workspace, Purpose::Build)?;
    page(workspace, Extent::Whole)?;
    println!("the page is complete for every engine");
    Ok(())
}

/// Builds the page into dist/, unless what lies there was made from exactly these sources: Trunk compiles and bundles, then the files are made
/// small.
pub(crate) fn page(workspace: &Workspace, extent: Extent) -> Result<(), Error> {
    // Another process may be at it: `run` completes the page while it serves.
    let lock = workspace.promised_target()?.join("page.lock");
    let file = File::create(&lock).map_err(Error::file("create", &lock))?;
    file.lock().map_err(Error::file("lock", &lock))?;
    if dist::is_current(workspace, extent)? {
        return Ok(());
    }
    // Taken before the build: a source saved meanwhile must make the page stale.
    let sources = dist::sources(workspace)?;
    println!("building the page … ({})", extent.usual_time());
    let begun = Instant::now();
    let folder = workspace.promised_target()?.join("page");
    // Link-time optimisation works on one core for most of its time: the compilations share the machine well.
    let (worker, plain) = thread::scope(|scope| {
        let is_whole = extent == Extent::Whole;
        let worker = is_whole.then(|| scope.spawn(|| worker::compile(workspace)));
        let plain = is_whole.then(|| scope.spawn(|| plain::compile(workspace)));
        process::run(trunk(workspace, &folder)?.argument("--release"))?;
        let worker = worker.map(joined).transpose()?;
        let plain = plain.map(joined).transpose()?;
        Ok::<_, Error>((worker, plain.flatten()))
    })?;
    if let Some(worker) = worker {
        worker::bind(workspace, &worker, &folder)?;
    }
    if let Some(plain) = plain {
        plain::bind(workspace, &plain, &folder)?;
    }
    dist::finish(workspace, &folder, &sources, extent)?;
    println!("the page is built: {} s", begun.elapsed().as_secs());
    Ok(())
}

/// What the journeys go through.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) dist: PathBuf,
    pub(crate) server: PathBuf,
    pub(crate) specimen: PathBuf,
    /// The page of all components, where the journeys want it.
    pub(crate) gallery: Option<PathBuf>,
}

/// Builds the product for work at the desk: in cargo's development profile, which compiles only what changed.
pub(crate) fn quick(workspace: &Workspace) -> Result<Product, Error> {
    let dist = workspace.promised_target()?.join("quick-page");
    let page = thread::scope(|scope| {
        let page = scope.spawn(|| {
            process::run(trunk(workspace, &dist)?)?;
            dist::finish_quickly(workspace, &dist)
        });
        let packages = ["--package", "sscard-server", "--package", "sscard-specimen"];
        process::run(Child::cargo(workspace).argument("build").arguments(packages))?;
        joined(page)
    });
    page?;
    let folder = workspace.cargo_target()?.join("debug");
    let [server, specimen] = ["sscard-server", "sscard-specimen"].map(|name| folder.join(name));
    Ok(Product { dist, server, specimen, gallery: None })
}

/// What a thread came to.
pub(crate) fn joined<T>(
    thread: thread::ScopedJoinHandle<'_, Result<T, Error>>,
) -> Result<T, Error> {
    thread.join().unwrap_or_else(|_| Err(Error::Unexpected { what: "a build stopped".to_owned() }))
}

/// Trunk, which compiles and bundles the page and the usual worker.
fn trunk(workspace: &Workspace, folder: &Path) -> Result<Child, Error> {
    Child::new(Tool::Trunk.program(workspace, "trunk")?)
        .arguments(["build", "--offline", "--skip-version-check"])
        // Scripts and styles are made smaller after Trunk, which would belie its hashes of them.
        .arguments(["--no-sri", "true", "--dist"])
        .argument(folder)
        .inside(workspace.root())
        // A compiler's message says enough; the way Trunk came to it only buries it.
        .variable("RUST_LIB_BACKTRACE", "0")
        // Trunk reads NO_COLOR as a flag of its own that must be `true` or `false`, and stops at the customary `1`.
        .without_variable("NO_COLOR")
        .preferring(&tools::folders_of_the_page(workspace)?)
}

/// Builds the server and returns where scripts are promised to find it.
pub(crate) fn server(workspace: &Workspace) -> Result<PathBuf, Error> {
    println!("building the server … (about 8 minutes on two cores when nothing is compiled yet)");
    let cargo = Child::cargo(workspace);
    process::run(cargo.arguments(["build", "--release", "--package", "sscard-server"]))?;
    promised(workspace, "sscard-server")
}

/// Puts a program that cargo has built where scripts are promised to find it.
fn promised(workspace: &Workspace, name: &str) -> Result<PathBuf, Error> {
    let relative = Path::new("release").join(name);
    let built = workspace.cargo_target()?.join(&relative);
    let promised = workspace.promised_target()?.join(&relative);
    if built != promised {
        replace(&built, &promised)?;
    }
    Ok(promised)
}

/// Builds the server and the maker of labelled photos as the journeys run them, and returns where they lie. Together they share their
/// dependencies, which each alone would want with other features.
pub(crate) fn server_and_specimen(workspace: &Workspace) -> Result<(PathBuf, PathBuf), Error> {
    let packages = ["--package", "sscard-server", "--package", "sscard-specimen"];
    let cargo = Child::cargo(workspace).arguments(["build", "--profile", JOURNEYS]);
    process::run(cargo.arguments(packages))?;
    let folder = workspace.cargo_target()?.join(JOURNEYS);
    Ok((folder.join("sscard-server"), folder.join("sscard-specimen")))
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
