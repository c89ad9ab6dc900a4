//! Builds the page and the server, and serves the product.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use crate::announce;
use crate::dist::{self, Extent};
use crate::error::Error;
use crate::plain;
use crate::process::{self, Invocation};
use crate::setup::{self, Purpose};
use crate::tools::{self, Tool};
use crate::worker;
use crate::workspace::Workspace;

/// The cargo profile of the programs that the journeys run.
const JOURNEYS: &str = "journeys";

#[derive(Debug, clap::Args)]
pub(crate) struct RunOptions {
    /// Where to serve.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: String,
    /// Where people's data is kept, relative to the workspace.
    #[arg(long, default_value = "data", value_name = "DIR")]
    data: PathBuf,
}

/// Serves the complete product on this machine. The parts for old engines and for faster photos are built after the address is printed.
pub(crate) fn serve(workspace: &Workspace, options: &RunOptions) -> Result<(), Error> {
    setup::prepare(workspace, Purpose::Server)?;
    // The tools of the page are compiled while the server is compiled.
    let server = thread::scope(|scope| {
        let page = scope.spawn(|| {
            setup::prepare(workspace, Purpose::Page)?;
            build_page(workspace, Extent::Modern)
        });
        let server = build_server(workspace)?;
        join_build(page)?;
        Ok::<_, Error>(server)
    })?;
    println!("starting on {} with the data in {}", options.listen, options.data.display());
    announce::announce_when_ready(&options.listen)?;
    let serve = Invocation::new(server)
        .arguments(["serve", "--sandbox", "--listen", &options.listen, "--data"])
        .argument(&options.data)
        .argument("--dist")
        .argument(workspace.dist())
        .in_folder(workspace.root());
    Err(serve.replace_this_process())
}

/// Builds the parts that [`serve`] has left for later, while the product is served.
pub(crate) fn build_remaining(workspace: &Workspace) -> Result<(), Error> {
    if dist::is_current(workspace, Extent::Whole)? {
        return Ok(());
    }
    println!(
        "the page is complete for today's browsers; its form for old engines and the faster image worker follow now"
    );
    setup::prepare(workspace, Purpose::Build)?;
    build_page(workspace, Extent::Whole)?;
    println!("the page is complete for every engine");
    Ok(())
}

/// Builds the page into dist/, unless dist/ has the page of the present sources. Trunk compiles and bundles it, then the files are minified
/// and compressed.
pub(crate) fn build_page(workspace: &Workspace, extent: Extent) -> Result<(), Error> {
    // Another process may build the page: [`serve`] completes it in the background.
    let lock = workspace.promised_target()?.join("page.lock");
    let file = File::create(&lock).map_err(Error::file("create", &lock))?;
    file.lock().map_err(Error::file("lock", &lock))?;
    if dist::is_current(workspace, extent)? {
        return Ok(());
    }
    // Taken before the build, so that a source that is saved meanwhile makes the page stale.
    let sources = dist::fingerprint_sources(workspace)?;
    println!("building the page … ({})", extent.usual_time());
    let start = Instant::now();
    let folder = workspace.promised_target()?.join("page");
    // Link-time optimisation uses one core for most of its time, so the compilations run at the same time.
    let (worker, plain) = thread::scope(|scope| {
        let is_whole = extent == Extent::Whole;
        let worker = is_whole.then(|| scope.spawn(|| worker::compile_worker(workspace)));
        let plain = is_whole.then(|| scope.spawn(|| plain::compile_programs(workspace)));
        process::run(trunk_build(workspace, &folder)?.argument("--release"))?;
        let worker = worker.map(join_build).transpose()?;
        let plain = plain.map(join_build).transpose()?;
        Ok::<_, Error>((worker, plain.flatten()))
    })?;
    if let Some(worker) = worker {
        worker::bind_module(workspace, &worker, &folder)?;
    }
    if let Some(plain) = plain {
        plain::bind_modules(workspace, &plain, &folder)?;
    }
    dist::finish_page(workspace, &folder, &sources, extent)?;
    println!("the page is built: {} s", start.elapsed().as_secs());
    Ok(())
}

/// The parts of the product that the journeys test.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) dist: PathBuf,
    pub(crate) server: PathBuf,
    pub(crate) specimen: PathBuf,
    /// The page of all components, when the journeys need it.
    pub(crate) gallery: Option<PathBuf>,
}

/// Builds the product for development, in cargo's development profile, which compiles only the changes.
pub(crate) fn build_quickly(workspace: &Workspace) -> Result<Product, Error> {
    let dist = workspace.promised_target()?.join("quick-page");
    let page = thread::scope(|scope| {
        let page = scope.spawn(|| {
            process::run(trunk_build(workspace, &dist)?)?;
            dist::finish_development_page(workspace, &dist)
        });
        let packages = ["--package", "sscard-server", "--package", "sscard-specimen"];
        process::run(Invocation::cargo(workspace.root()).argument("build").arguments(packages))?;
        join_build(page)
    });
    page?;
    let folder = workspace.cargo_target()?.join("debug");
    let [server, specimen] = ["sscard-server", "sscard-specimen"].map(|name| folder.join(name));
    Ok(Product { dist, server, specimen, gallery: None })
}

/// The result of a build in a thread.
pub(crate) fn join_build<T>(
    thread: thread::ScopedJoinHandle<'_, Result<T, Error>>,
) -> Result<T, Error> {
    thread.join().unwrap_or_else(|_| Err(Error::Unexpected { what: "a build stopped".to_owned() }))
}

/// The call of Trunk, which compiles and bundles the page and the usual worker.
fn trunk_build(workspace: &Workspace, folder: &Path) -> Result<Invocation, Error> {
    Invocation::new(Tool::Trunk.program(workspace, "trunk")?)
        .arguments(["build", "--offline", "--skip-version-check"])
        // Scripts and styles are minified after Trunk, so the hashes that Trunk would write would be wrong.
        .arguments(["--no-sri", "true", "--dist"])
        .argument(folder)
        .in_folder(workspace.root())
        // The compiler's message is enough; a backtrace of Trunk would only hide it.
        .variable("RUST_LIB_BACKTRACE", "0")
        // Trunk reads NO_COLOR as a flag of its own that must be `true` or `false`, and stops at the customary `1`.
        .without_variable("NO_COLOR")
        .with_path_first(&tools::page_tool_folders(workspace)?)
}

/// Builds the server, and returns its path below `target/`, where scripts expect it.
pub(crate) fn build_server(workspace: &Workspace) -> Result<PathBuf, Error> {
    println!("building the server … (about 8 minutes on two cores when nothing is compiled yet)");
    let cargo = Invocation::cargo(workspace.root());
    process::run(cargo.arguments(["build", "--release", "--package", "sscard-server"]))?;
    copy_to_promised_path(workspace, "sscard-server")
}

/// Copies a program that cargo has built to its path below `target/`, where scripts expect it.
fn copy_to_promised_path(workspace: &Workspace, name: &str) -> Result<PathBuf, Error> {
    let relative = Path::new("release").join(name);
    let built = workspace.cargo_target()?.join(&relative);
    let promised = workspace.promised_target()?.join(&relative);
    if built != promised {
        replace_file(&built, &promised)?;
    }
    Ok(promised)
}

/// The two programs of this machine that the journeys run.
#[derive(Debug)]
pub(crate) struct ServerAndSpecimen {
    pub(crate) server: PathBuf,
    pub(crate) specimen: PathBuf,
}

/// Builds the server and the specimen program as the journeys run them. One build for both shares their dependencies, which each build
/// alone would compile with other features.
pub(crate) fn build_server_and_specimen(workspace: &Workspace) -> Result<ServerAndSpecimen, Error> {
    let packages = ["--package", "sscard-server", "--package", "sscard-specimen"];
    let cargo = Invocation::cargo(workspace.root()).arguments(["build", "--profile", JOURNEYS]);
    process::run(cargo.arguments(packages))?;
    let folder = workspace.cargo_target()?.join(JOURNEYS);
    Ok(ServerAndSpecimen {
        server: folder.join("sscard-server"),
        specimen: folder.join("sscard-specimen"),
    })
}

/// Builds the specimen program and returns its path.
pub(crate) fn build_specimen(workspace: &Workspace) -> Result<PathBuf, Error> {
    let cargo = Invocation::cargo(workspace.root());
    process::run(cargo.arguments(["build", "--release", "--package", "sscard-specimen"]))?;
    Ok(workspace.cargo_target()?.join("release/sscard-specimen"))
}

/// Copies a file to a temporary name and renames it. A running program cannot be overwritten, but its name can be taken over.
fn replace_file(from: &Path, to: &Path) -> Result<(), Error> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(Error::file("create", folder))?;
    }
    let new_path = to.with_extension("new");
    fs::copy(from, &new_path).map_err(Error::file("copy", from))?;
    fs::rename(&new_path, to).map_err(Error::file("write", to))
}
