//! The checks of the sources that need no run of the product.

use std::time::Instant;

use crate::decisions;
use crate::dependency_rules;
use crate::error::Error;
use crate::guide_coverage;
use crate::identifiers;
use crate::module_circles;
use crate::process::{self, Invocation};
use crate::setup::{self, Purpose};
use crate::tools::Tool;
use crate::workspace::Workspace;

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

#[derive(Debug, clap::Args)]
pub(crate) struct CheckOptions {
    /// Also look for known vulnerabilities; fetches the advisory database from the network.
    #[arg(long)]
    advisories: bool,
}

/// The name of a check, and the check.
type Check<'a> = (&'a str, Box<dyn Fn() -> Result<(), Error> + 'a>);

/// Runs every check even after one failed, so that one run reports all failures.
pub(crate) fn run(workspace: &Workspace, options: &CheckOptions) -> Result<(), Error> {
    setup::prepare(workspace, Purpose::Check)?;
    let cargo = |arguments: Vec<&str>| {
        process::run(Invocation::cargo(workspace.root()).arguments(arguments))
    };
    let checks: Vec<Check<'_>> = vec![
        ("format", Box::new(|| cargo(vec!["fmt", "--all", "--check"]))),
        ("walls", Box::new(|| dependency_rules::check(workspace))),
        ("identifiers", Box::new(|| identifiers::check(workspace))),
        ("modules", Box::new(|| module_circles::check(workspace))),
        ("the guide and its tests", Box::new(|| guide_coverage::check(workspace))),
        ("decisions", Box::new(|| decisions::check(workspace))),
        ("lints", Box::new(|| check_native_lints(workspace))),
        ("lints as wasm", Box::new(|| check_wasm_lints(workspace))),
        ("documentation", Box::new(|| check_documentation(workspace))),
        ("licences and sources", Box::new(|| check_licences(workspace, options))),
    ];
    let mut names = Vec::new();
    let mut times = Vec::new();
    for (name, check) in &checks {
        println!("── {name}");
        let start = Instant::now();
        if let Err(error) = check() {
            eprintln!("error: {error}");
            names.push((*name).to_owned());
        }
        times.push(format!("{name}: {} s", start.elapsed().as_secs()));
    }
    println!("──\n{}", times.join("\n"));
    println!("{} checks passed, {} failed", checks.len() - names.len(), names.len());
    if names.is_empty() { Ok(()) } else { Err(Error::NotPassed { names }) }
}

fn check_native_lints(workspace: &Workspace) -> Result<(), Error> {
    run_clippy(workspace, &["--workspace", "--exclude", "sscard-app", "--all-targets"])
}

/// Lints for the browser as well: code behind `cfg(target_arch)` is invisible to the native lints.
fn check_wasm_lints(workspace: &Workspace) -> Result<(), Error> {
    let rules = ["--package", "sscard-shared", "--package", "sscard-vision", "--lib"];
    run_clippy(workspace, &[&WASM[..], &rules].concat())?;
    let app = ["--package", "sscard-app", "--all-targets", "--features", "gallery"];
    run_clippy(workspace, &[&WASM[..], &app].concat())
}

fn run_clippy(workspace: &Workspace, what: &[&str]) -> Result<(), Error> {
    let cargo = Invocation::cargo(workspace.root()).argument("clippy").arguments(what);
    process::run(cargo.arguments(["--", "--deny", "warnings"]))
}

fn check_documentation(workspace: &Workspace) -> Result<(), Error> {
    let doc = |what: &[&str]| {
        let cargo = Invocation::cargo(workspace.root()).arguments([
            "doc",
            "--no-deps",
            "--document-private-items",
        ]);
        process::run(cargo.arguments(what).variable("RUSTDOCFLAGS", "--deny warnings"))
    };
    doc(&["--workspace", "--exclude", "sscard-app"])?;
    doc(&[&WASM[..], &["--package", "sscard-app", "--lib"]].concat())
}

/// Licences, sources and bans are read from the lock file and from every package in it. Packages of other platforms are among them, which no
/// build has fetched. Advisories change daily and come over the network, so they are checked on request.
fn check_licences(workspace: &Workspace, options: &CheckOptions) -> Result<(), Error> {
    let program = Tool::CargoDeny.program(workspace, "cargo-deny")?;
    process::run(Invocation::cargo(workspace.root()).arguments(["fetch", "--locked"]))?;
    let deny = || Invocation::new(&program).in_folder(workspace.root());
    process::run(deny().arguments(["--offline", "check", "licenses", "bans", "sources"]))?;
    if options.advisories {
        process::run(deny().arguments(["check", "advisories"]))?;
    }
    Ok(())
}
