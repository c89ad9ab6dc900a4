//! `cargo xtask`: the only command list of this repository.

#![expect(
    clippy::print_stdout,
    reason = "a build tool talks to the person who started it; its words are its result"
)]

mod accuracy;
mod announce;
mod bench;
mod build;
mod changed;
mod check;
mod coverage;
mod decisions;
mod dist;
mod document;
mod error;
mod fetched;
mod gallery;
mod journeys;
mod names;
mod ocr;
mod packages;
mod plain;
mod process;
mod python;
mod setup;
mod sizes;
mod styles;
mod test;
mod tools;
mod walls;
mod worker;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::dist::Extent;
use crate::error::Error;
use crate::setup::Purpose;
use crate::workspace::Workspace;

#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    about = "Everything one does with this repository",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build whatever is out of date and serve the complete product on this machine.
    Run(build::Run),
    /// Run every test there is, browsers included.
    Test(test::Options),
    /// Formatting, lints, documentation, licences and the walls between the crates.
    Check(check::Options),
    /// Judge 2,000 photos in the browser and on the server, and hold the verdicts against each other.
    Parity,
    /// Leave the page in dist/ and the server in target/release/sscard-server.
    Build,
    /// Print what a person downloads, against its budget; `bench photo` measures the way to a card photo.
    Bench(bench::Bench),
    /// Install what is missing for everything above.
    Setup,
    #[command(name = announce::COMMAND, hide = true)]
    Announce(announce::Announce),
}

fn main() -> ExitCode {
    match carry_out(&Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(command: &Command) -> Result<(), Error> {
    let workspace = Workspace::find()?;
    match command {
        Command::Announce(announce) => {
            if announce::wait(announce) {
                build::complete(&workspace)?;
            }
            Ok(())
        }
        Command::Run(options) => build::run(&workspace, options),
        Command::Parity => test::parity(&workspace),
        Command::Test(options) => test::run(&workspace, options),
        Command::Check(options) => check::run(&workspace, options),
        Command::Build => {
            setup::prepare(&workspace, Purpose::Build)?;
            build::page(&workspace, Extent::Whole)?;
            sizes::print(&workspace)?;
            let server = build::server(&workspace)?;
            println!("page: {}\nserver: {}", workspace.dist().display(), server.display());
            Ok(())
        }
        Command::Bench(options) => bench::run(&workspace, options),
        Command::Setup => setup::prepare(&workspace, Purpose::Everything),
    }
}
