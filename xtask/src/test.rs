//! Runs every test, and counts them in one closing line.

use std::fs;
use std::ops::AddAssign;
use std::process::ExitStatus;
use std::thread;
use std::time::{Duration, Instant};

use crate::dist::Extent;
use crate::error::Error;
use crate::gallery;
use crate::journeys;
use crate::process::{self, Invocation};
use crate::product::{self, Product, ServerAndSpecimen};
use crate::setup::{self, Purpose};
use crate::test_plan::TestPlan;
use crate::tools::{self, Tool};
use crate::workspace::Workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct TestOptions {
    /// Run one kind alone.
    #[arg(long, value_enum)]
    only: Option<TestKind>,
    /// With `--only e2e`: only journeys whose title matches.
    #[arg(short = 'g', long, value_name = "TITLE", requires = "only")]
    grep: Option<String>,
    /// Run what the changes since a commit can have broken, in some minutes; without a commit, what is not committed.
    #[arg(long, value_name = "COMMIT", num_args = 0..=1, default_missing_value = "HEAD", conflicts_with = "only")]
    changed: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TestKind {
    /// Every crate on this machine.
    Native,
    /// The rules and the app as wasm in headless Chromium.
    Wasm,
    /// Journeys through the whole product in headless Chromium, and one in WebKit and in Firefox.
    E2e,
}

impl TestKind {
    const ALL: [Self; 3] = [Self::Native, Self::Wasm, Self::E2e];

    fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::E2e => "e2e",
        }
    }
}

const APP: &str = "sscard-app";
/// The crates with native tests.
const NATIVE: [&str; 6] =
    ["sscard-shared", "sscard-vision", "sscard-specimen", "sscard-server", "xtask", APP];
/// The crates with tests in the browser.
const WASM: [&str; 3] = ["sscard-shared", "sscard-vision", APP];

/// The numbers of tests that passed and failed.
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

pub(crate) fn run(workspace: &Workspace, options: &TestOptions) -> Result<(), Error> {
    if options.grep.is_some() && options.only != Some(TestKind::E2e) {
        return Err(Error::Missing {
            what: "--grep chooses among the journeys alone".to_owned(),
            remedy: "Say `--only e2e --grep TITLE`.".to_owned(),
        });
    }
    setup::prepare(workspace, Purpose::Native)?;
    let plan = options
        .changed
        .as_deref()
        .map(|commit| TestPlan::since_commit(workspace, commit))
        .transpose()?;
    let mut report = Report::default();
    let wanted: Vec<TestKind> = TestKind::ALL
        .into_iter()
        .filter(|kind| options.only.is_none_or(|only| only == *kind))
        .collect();
    thread::scope(|scope| {
        // Browsers and their tools are installed while the native tests are compiled.
        let needs_browser = wanted.iter().any(|kind| *kind != TestKind::Native);
        let mut browsers =
            needs_browser.then(|| scope.spawn(|| setup::prepare(workspace, Purpose::Test)));
        for kind in wanted {
            println!("── {} tests", kind.name());
            let start = Instant::now();
            let prepared = match browsers.take_if(|_| kind != TestKind::Native) {
                Some(browsers) => product::join_build(browsers),
                None => Ok(()),
            };
            let tally = prepared.and_then(|()| run_kind(workspace, kind, options, plan.as_ref()));
            report.add(kind, tally, start.elapsed());
        }
    });
    report.close()
}

fn run_kind(
    workspace: &Workspace,
    kind: TestKind,
    options: &TestOptions,
    plan: Option<&TestPlan>,
) -> Result<Tally, Error> {
    match (kind, plan) {
        (TestKind::Native, None) => run_native(workspace, &NATIVE),
        (TestKind::Native, Some(plan)) => {
            run_native(workspace, &Vec::from_iter(plan.native.clone()))
        }
        (TestKind::Wasm, None) => run_wasm(workspace, &WASM),
        (TestKind::Wasm, Some(plan)) => run_wasm(workspace, &Vec::from_iter(plan.wasm.clone())),
        (TestKind::E2e, None) => run_e2e(workspace, options.grep.as_deref()),
        (TestKind::E2e, Some(plan)) => run_journeys_of_plan(workspace, plan.journeys.as_deref()),
    }
}

/// The results of all kinds of tests.
#[derive(Debug, Default)]
struct Report {
    total: Tally,
    lines: Vec<String>,
}

impl Report {
    fn add(&mut self, kind: TestKind, tally: Result<Tally, Error>, time: Duration) {
        // A kind that cannot start counts as one failure. The other kinds still run.
        let tally = tally.unwrap_or_else(|error| {
            println!("error: {error}");
            Tally { passed: 0, failed: 1 }
        });
        let Tally { passed, failed } = tally;
        let seconds = time.as_secs();
        self.lines.push(format!("{}: {passed} passed, {failed} failed ({seconds} s)", kind.name()));
        self.total += tally;
    }

    /// Prints a line for each kind, and the closing line with the total.
    fn close(self) -> Result<(), Error> {
        println!("──\n{}", self.lines.join("\n"));
        println!("{} passed, {} failed", self.total.passed, self.total.failed);
        if self.total.failed == 0 {
            Ok(())
        } else {
            Err(Error::NotPassed { names: vec![format!("{} tests", self.total.failed)] })
        }
    }
}

fn run_native(workspace: &Workspace, packages: &[&str]) -> Result<Tally, Error> {
    let (app, others): (Vec<&str>, Vec<&str>) = packages.iter().partition(|name| **name == APP);
    let mut tally = Tally::default();
    // The app is tested apart from the others: its features would otherwise reach the server's dependencies.
    for group in [others, app] {
        if group.is_empty() {
            continue;
        }
        let nextest = Invocation::new(Tool::Nextest.program(workspace, "cargo-nextest")?)
            .arguments(["nextest", "run", "--no-fail-fast", "--lib", "--bins", "--tests"])
            .arguments(group.iter().flat_map(|name| ["--package", name]))
            .in_folder(workspace.root())
            // The closing line is counted, and colours would hide it.
            .variable("CARGO_TERM_COLOR", "never");
        tally += run_counted(nextest, read_nextest_line)?;
    }
    Ok(tally)
}

fn run_wasm(workspace: &Workspace, packages: &[&str]) -> Result<Tally, Error> {
    let capabilities = workspace.promised_target()?.join("webdriver.json");
    fs::write(&capabilities, webdriver_json()).map_err(Error::file("write", &capabilities))?;
    let runner = Tool::WasmBindgen.program(workspace, "wasm-bindgen-test-runner")?;
    let mut tally = Tally::default();
    for package in packages {
        let cargo = Invocation::cargo(workspace.root())
            .arguments(["test", "--no-fail-fast", "--target", "wasm32-unknown-unknown"])
            .arguments(["--lib", "--tests", "--package", package])
            .variable("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner)
            .variable("CHROMEDRIVER", tools::chromedriver())
            .variable("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
            // Without this, a file of tests that does not choose the browser would run in Node.
            .variable("WASM_BINDGEN_USE_BROWSER", "1")
            // On a busy machine, property tests take longer than the runner's twenty seconds.
            .variable("WASM_BINDGEN_TEST_TIMEOUT", "300");
        tally += run_counted(cargo, read_libtest_line)?;
    }
    Ok(tally)
}

/// Runs the journeys through the product as it is delivered: all of them, or those whose title matches.
fn run_e2e(workspace: &Workspace, title: Option<&str>) -> Result<Tally, Error> {
    let start = Instant::now();
    // Each build uses one core for a part of its time, so the builds run at the same time.
    let product = thread::scope(|scope| {
        let page = scope.spawn(|| product::build_page(workspace, Extent::Whole));
        let gallery = scope.spawn(|| gallery::build_if_stale(workspace));
        let ServerAndSpecimen { server, specimen } = product::build_server_and_specimen(workspace)?;
        product::join_build(page)?;
        let gallery = Some(product::join_build(gallery)?);
        Ok::<_, Error>(Product { dist: workspace.dist(), server, specimen, gallery })
    })?;
    println!("the product is built: {} s", start.elapsed().as_secs());
    let options = title.map_or_else(Vec::new, |title| vec!["--no-deps", "--grep", title]);
    run_journeys(workspace, &product, &options, &[])
}

/// Runs the journeys of a plan through a development build of the product.
fn run_journeys_of_plan(workspace: &Workspace, journeys: Option<&str>) -> Result<Tally, Error> {
    let Some(journeys) = journeys else { return Ok(Tally::default()) };
    let product = product::build_quickly(workspace)?;
    let options_of_plan =
        ["--no-deps", "--project=server", "--project=phone", "--project=desktop", "--grep"];
    run_journeys(workspace, &product, &[&options_of_plan[..], &[journeys]].concat(), &[])
}

/// Runs the parity test with all photos. The usual run of the journeys has only a part of them.
pub(crate) fn run_parity(workspace: &Workspace) -> Result<(), Error> {
    setup::prepare(workspace, Purpose::Test)?;
    product::build_page(workspace, Extent::Whole)?;
    let ServerAndSpecimen { server, specimen } = product::build_server_and_specimen(workspace)?;
    let product = Product { dist: workspace.dist(), server, specimen, gallery: None };
    let start = Instant::now();
    let options = ["--no-deps", "--project=parity"];
    let tally = run_journeys(workspace, &product, &options, &[("SSCARD_PARITY_PHOTOS", "2000")]);
    let mut report = Report::default();
    report.add(TestKind::E2e, tally, start.elapsed());
    report.close()
}

fn run_journeys(
    workspace: &Workspace,
    product: &Product,
    options: &[&str],
    variables: &[(&str, &str)],
) -> Result<Tally, Error> {
    let mut tally = Tally::default();
    let status = journeys::run_journeys(workspace, product, options, variables, |line| {
        tally += read_playwright_line(line);
    })?;
    Ok(with_exit_status(tally, status))
}

fn run_counted(child: Invocation, read: fn(&str) -> Tally) -> Result<Tally, Error> {
    let mut tally = Tally::default();
    let status = process::run_line_by_line(child, |line| tally += read(line))?;
    Ok(with_exit_status(tally, status))
}

/// The tally of a finished run. A run that failed without naming a failed test, for instance because it did not compile, counts as one
/// failure.
fn with_exit_status(tally: Tally, status: ExitStatus) -> Tally {
    let failed = if status.success() { tally.failed } else { tally.failed.max(1) };
    Tally { failed, ..tally }
}

/// Reads `test result: ok. 12 passed; 0 failed; …`, the closing line of Rust's own harness and of wasm-bindgen's.
fn read_libtest_line(line: &str) -> Tally {
    let Some(rest) = line.trim().strip_prefix("test result: ") else { return Tally::default() };
    let count = |word: &str| {
        rest.split(['.', ';'])
            .map(str::trim)
            .find_map(|part| part.strip_suffix(word)?.trim().parse().ok())
    };
    Tally { passed: count("passed").unwrap_or(0), failed: count("failed").unwrap_or(0) }
}

/// Reads `     Summary [  12.345s] 12 tests run: 11 passed (1 slow), 1 failed, 3 skipped`, the closing line of nextest.
fn read_nextest_line(line: &str) -> Tally {
    let Some((_, counts)) =
        line.trim().strip_prefix("Summary [").and_then(|rest| rest.split_once("run: "))
    else {
        return Tally::default();
    };
    let count = |word: &str| {
        counts.split(", ").find_map(|part| {
            let (count, what) = part.split_once(' ')?;
            (what.split(' ').next() == Some(word)).then(|| count.parse().ok())?
        })
    };
    let failed = ["failed", "timed"].into_iter().filter_map(count).sum();
    Tally { passed: count("passed").unwrap_or(0), failed }
}

/// Reads `  12 passed (3.4s)` or `  1 failed`, the closing lines of Playwright. A journey that did not run counts as failed.
fn read_playwright_line(line: &str) -> Tally {
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

/// The settings of chromedriver: the same browser and flags as in the journeys. Chromedriver makes a fresh profile by itself.
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
        assert_eq!(read_libtest_line(line), Tally { passed: 12, failed: 2 });
        assert_eq!(read_libtest_line("test passed_by ... ok"), Tally::default());
    }

    #[test]
    fn closing_lines_of_nextest_are_counted() {
        let line = "     Summary [  12.345s] 15 tests run: 12 passed (1 slow, 1 leaky), 2 failed, 1 timed out, 3 skipped";
        assert_eq!(read_nextest_line(line), Tally { passed: 12, failed: 3 });
        assert_eq!(read_nextest_line("        PASS [   0.005s] xtask tests::a"), Tally::default());
    }

    #[test]
    fn closing_lines_of_playwright_are_counted() {
        assert_eq!(read_playwright_line("  12 passed (3.4s)"), Tally { passed: 12, failed: 0 });
        assert_eq!(read_playwright_line("  1 failed"), Tally { passed: 0, failed: 1 });
        assert_eq!(read_playwright_line("  3 did not run"), Tally { passed: 0, failed: 3 });
        assert_eq!(read_playwright_line("  2 skipped"), Tally::default());
        assert_eq!(read_playwright_line("Running 4 tests using 2 workers"), Tally::default());
    }
}
