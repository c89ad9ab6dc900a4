//! `cargo xtask`: the only command list of this repository.

#![expect(
    clippy::print_stdout,
    reason = "the output of a build tool is for the person who started it"
)]

mod accuracy;
mod announce;
mod bench;
mod check;
mod content_names;
mod decisions;
mod dependency_rules;
mod dist;
mod document;
mod error;
mod fetched;
mod files;
mod gallery;
mod guide_coverage;
mod identifiers;
mod journeys;
mod module_circles;
mod module_paths;
mod ocr;
mod packages;
mod plain;
mod process;
mod product;
mod python;
mod setup;
mod sizes;
mod source_code;
mod styles;
mod test;
mod test_plan;
mod tools;
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
    Run(product::RunOptions),
    /// Run every test there is, browsers included.
    Test(test::TestOptions),
    /// Formatting, lints, documentation, licences and the walls between the crates.
    Check(check::CheckOptions),
    /// Judge 2,000 photos in the browser and on the server, and hold the verdicts against each other.
    Parity,
    /// Leave the page in dist/ and the server in target/release/sscard-server.
    Build,
    /// Print what a person downloads, against its budget; `bench photo` measures the way to a card photo.
    Bench(bench::BenchOptions),
    /// Install what is missing for everything above.
    Setup,
    #[command(name = announce::COMMAND_NAME, hide = true)]
    Announce(announce::Announce),
}

fn main() -> ExitCode {
    match execute(&Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: &Command) -> Result<(), Error> {
    let workspace = Workspace::find()?;
    match command {
        Command::Announce(announce) => {
            if announce::wait_until_served(announce) {
                product::build_remaining(&workspace)?;
            }
            Ok(())
        }
        Command::Run(options) => product::serve(&workspace, options),
        Command::Parity => test::run_parity(&workspace),
        Command::Test(options) => test::run(&workspace, options),
        Command::Check(options) => check::run(&workspace, options),
        Command::Build => {
            setup::prepare(&workspace, Purpose::Build)?;
            product::build_page(&workspace, Extent::Whole)?;
            sizes::print_sizes(&workspace)?;
            let server = product::build_server(&workspace)?;
            println!("page: {}\nserver: {}", workspace.dist().display(), server.display());
            Ok(())
        }
        Command::Bench(options) => bench::run(&workspace, options),
        Command::Setup => setup::prepare(&workspace, Purpose::Everything),
    }
}
