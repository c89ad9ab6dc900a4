//! Every test there is, counted into one closing line.

use std::fs;
use std::ops::AddAssign;
use std::process::ExitStatus;
use std::time::Instant;

use crate::build;
use crate::error::Error;
use crate::gallery;
use crate::journeys;
use crate::process::{self, Child};
use crate::setup::{self, Purpose};
use crate::tools::{self, Tool};
use crate::workspace::Workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Run one kind alone.
    #[arg(long, value_enum)]
    only: Option<Kind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// Every crate on this machine.
    Native,
    /// The rules and the app as wasm in headless Chromium.
    Wasm,
    /// Journeys through the whole product in headless Chromium, and one in WebKit and in Firefox.
    E2e,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Native, Self::Wasm, Self::E2e];

    fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::E2e => "e2e",
        }
    }
}

/// How many tests passed and how many did not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    passed: u64,
    failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let needs_browser = options.only != Some(Kind::Native);
    if needs_browser {
        setup::prepare(workspace, Purpose::Test)?;
    }
    let mut total = Tally::default();
    let mut summary = Vec::new();
    for kind in Kind::ALL {
        if options.only.is_some_and(|only| only != kind) {
            continue;
        }
        println!("── {} tests", kind.name());
        let begun = Instant::now();
        let tally = match kind {
            Kind::Native => native(workspace),
            Kind::Wasm => wasm(workspace),
            Kind::E2e => e2e(workspace),
        };
        // What cannot even start is a failure to report, and no reason to leave the other kinds unrun.
        let tally = tally.unwrap_or_else(|error| {
            println!("error: {error}");
            Tally { passed: 0, failed: 1 }
        });
        let seconds = begun.elapsed().as_secs();
        let Tally { passed, failed } = tally;
        summary.push(format!("{}: {passed} passed, {failed} failed ({seconds} s)", kind.name()));
        total += tally;
    }
    println!("──\n{}", summary.join("\n"));
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 {
        Ok(())
    } else {
        Err(Error::NotPassed { names: vec![format!("{} tests", total.failed)] })
    }
}

fn native(workspace: &Workspace) -> Result<Tally, Error> {
    let all = ["test", "--no-fail-fast", "--workspace", "--exclude", "sscard-app"];
    let mut tally = counted(Child::cargo(workspace).arguments(all))?;
    // Apart from the others: the app's features would otherwise reach into the server's dependencies.
    let app = ["test", "--no-fail-fast", "--package", "sscard-app", "--lib"];
    tally += counted(Child::cargo(workspace).arguments(app))?;
    Ok(tally)
}

fn wasm(workspace: &Workspace) -> Result<Tally, Error> {
    let capabilities = workspace.promised_target()?.join("webdriver.json");
    fs::write(&capabilities, webdriver_json()).map_err(Error::file("write", &capabilities))?;
    let runner = Tool::WasmBindgen.program(workspace, "wasm-bindgen-test-runner")?;
    let mut tally = Tally::default();
    for package in ["sscard-shared", "sscard-vision", "sscard-app"] {
        let cargo = Child::cargo(workspace)
            .arguments(["test", "--no-fail-fast", "--target", "wasm32-unknown-unknown"])
            .arguments(["--lib", "--tests", "--package", package])
            .variable("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner)
            .variable("CHROMEDRIVER", tools::chromedriver())
            .variable("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
            // A file of tests that does not say where it runs would be given to Node.
            .variable("WASM_BINDGEN_USE_BROWSER", "1")
            // Property tests take longer than the runner's twenty seconds on a busy machine.
            .variable("WASM_BINDGEN_TEST_TIMEOUT", "300");
        tally += counted(cargo)?;
    }
    Ok(tally)
}

fn e2e(workspace: &Workspace) -> Result<Tally, Error> {
    build::page_if_stale(workspace)?;
    let server = build::server(workspace)?;
    let specimen = build::specimen(workspace)?;
    let gallery = gallery::build(workspace)?;
    let mut tally = Tally::default();
    let status = journeys::run(workspace, &server, &specimen, &gallery, |line| {
        tally += playwright_line(line);
    })?;
    Ok(closed(tally, status))
}

fn counted(child: Child) -> Result<Tally, Error> {
    let mut tally = Tally::default();
    let status = process::listen(child, |line| tally += libtest_line(line))?;
    Ok(closed(tally, status))
}

/// A run that ended badly without naming a failed test (it did not compile, say) still counts as one.
fn closed(tally: Tally, status: ExitStatus) -> Tally {
    let failed = if status.success() { tally.failed } else { tally.failed.max(1) };
    Tally { failed, ..tally }
}

/// `test result: ok. 12 passed; 0 failed; …`, the closing line of Rust's own harness and of wasm-bindgen's.
fn libtest_line(line: &str) -> Tally {
    let Some(rest) = line.trim().strip_prefix("test result: ") else { return Tally::default() };
    let count = |word: &str| {
        rest.split(['.', ';'])
            .map(str::trim)
            .find_map(|part| part.strip_suffix(word)?.trim().parse().ok())
    };
    Tally { passed: count("passed").unwrap_or(0), failed: count("failed").unwrap_or(0) }
}

/// `  12 passed (3.4s)` or `  1 failed`, the closing lines of Playwright. A journey that was never run has not passed.
fn playwright_line(line: &str) -> Tally {
    let mut words = line.split_whitespace();
    let count = words.next().and_then(|word| word.parse().ok());
    let rest: Vec<&str> = words.collect();
    let (Some(count), true) = (count, line.starts_with("  ")) else { return Tally::default() };
    match rest.as_slice() {
        ["passed", ..] => Tally { passed: count, failed: 0 },
        ["failed" | "flaky" | "interrupted"] | ["did", "not", "run"] => {
            Tally { passed: 0, failed: count }
        }
        _ => Tally::default(),
    }
}

/// The browser as in every other place, told to chromedriver. It makes a fresh profile by itself.
fn webdriver_json() -> String {
    const FLAGS: [&str; 8] = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let flags = FLAGS.map(|flag| format!("\"{flag}\"")).join(", ");
    let binary = tools::chromium();
    format!(
        "{{\"goog:chromeOptions\": {{\"binary\": \"{}\", \"args\": [{flags}]}}}}\n",
        binary.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_of_libtest_are_counted() {
        let line =
            "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(libtest_line(line), Tally { passed: 12, failed: 2 });
        assert_eq!(libtest_line("test passed_by ... ok"), Tally::default());
    }

    #[test]
    fn closing_lines_of_playwright_are_counted() {
        assert_eq!(playwright_line("  12 passed (3.4s)"), Tally { passed: 12, failed: 0 });
        assert_eq!(playwright_line("  1 failed"), Tally { passed: 0, failed: 1 });
        assert_eq!(playwright_line("  3 did not run"), Tally { passed: 0, failed: 3 });
        assert_eq!(playwright_line("  2 skipped"), Tally::default());
        assert_eq!(playwright_line("Running 4 tests using 2 workers"), Tally::default());
    }
}
