//! What a machine can say about the sources without running them.

use std::time::Instant;

use crate::coverage;
use crate::decisions;
use crate::error::Error;
use crate::process::{self, Child};
use crate::setup::{self, Purpose};
use crate::tools::Tool;
use crate::walls;
use crate::workspace::Workspace;

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Also look for known vulnerabilities; fetches the advisory database from the network.
    #[arg(long)]
    advisories: bool,
}

/// One thing to look at, and how.
type Check<'a> = (&'a str, Box<dyn Fn() -> Result<(), Error> + 'a>);

/// Runs every check even after one failed: whoever mends one wants to know of the others.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    setup::prepare(workspace, Purpose::Check)?;
    let cargo = |arguments: Vec<&str>| process::run(Child::cargo(workspace).arguments(arguments));
    let checks: Vec<Check<'_>> = vec![
        ("format", Box::new(|| cargo(vec!["fmt", "--all", "--check"]))),
        ("walls", Box::new(|| walls::check(workspace))),
        ("the guide and its tests", Box::new(|| coverage::check(workspace))),
        ("decisions", Box::new(|| decisions::check(workspace))),
        ("lints", Box::new(|| native_lints(workspace))),
        ("lints as wasm", Box::new(|| wasm_lints(workspace))),
        ("documentation", Box::new(|| documentation(workspace))),
        ("licences and sources", Box::new(|| deny(workspace, options))),
    ];
    let mut names = Vec::new();
    let mut times = Vec::new();
    for (name, check) in &checks {
        println!("── {name}");
        let begun = Instant::now();
        if let Err(error) = check() {
            eprintln!("error: {error}");
            names.push((*name).to_owned());
        }
        times.push(format!("{name}: {} s", begun.elapsed().as_secs()));
    }
    println!("──\n{}", times.join("\n"));
    println!("{} checks passed, {} failed", checks.len() - names.len(), names.len());
    if names.is_empty() { Ok(()) } else { Err(Error::NotPassed { names }) }
}

fn native_lints(workspace: &Workspace) -> Result<(), Error> {
    clippy(workspace, &["--workspace", "--exclude", "sscard-app", "--all-targets"])
}

/// The rules and the eyes are linted for the browser as well: code behind `cfg(target_arch)` is invisible to the first run.
fn wasm_lints(workspace: &Workspace) -> Result<(), Error> {
    let rules = ["--package", "sscard-shared", "--package", "sscard-vision", "--lib"];
    clippy(workspace, &[&WASM[..], &rules].concat())?;
    let app = ["--package", "sscard-app", "--all-targets", "--features", "gallery"];
    clippy(workspace, &[&WASM[..], &app].concat())
}

fn clippy(workspace: &Workspace, what: &[&str]) -> Result<(), Error> {
    let cargo = Child::cargo(workspace).argument("clippy").arguments(what);
    process::run(cargo.arguments(["--", "--deny", "warnings"]))
}

fn documentation(workspace: &Workspace) -> Result<(), Error> {
    let doc = |what: &[&str]| {
        let cargo =
            Child::cargo(workspace).arguments(["doc", "--no-deps", "--document-private-items"]);
        process::run(cargo.arguments(what).variable("RUSTDOCFLAGS", "--deny warnings"))
    };
    doc(&["--workspace", "--exclude", "sscard-app"])?;
    doc(&[&WASM[..], &["--package", "sscard-app", "--lib"]].concat())
}

/// Licences, sources and bans are read from the lock file and every package in it, those of other platforms among them, which the builds
/// before did not fetch. Advisories change daily and come over the network, so they are asked for.
fn deny(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let program = Tool::CargoDeny.program(workspace, "cargo-deny")?;
    process::run(Child::cargo(workspace).arguments(["fetch", "--locked"]))?;
    let deny = || Child::new(&program).inside(workspace.root());
    process::run(deny().arguments(["--offline", "check", "licenses", "bans", "sources"]))?;
    if options.advisories {
        process::run(deny().arguments(["check", "advisories"]))?;
    }
    Ok(())
}
