//! Installs the missing parts, and nothing else.

use std::path::Path;
use std::time::Instant;

use crate::error::Error;
use crate::fetched::{FetchedFile, MODELS, PORTRAITS, TEXT_MODELS};
use crate::packages::Packages;
use crate::plain;
use crate::process::{self, Invocation};
use crate::python::Python;
use crate::tools::{self, Origin, Tool};
use crate::workspace::Workspace;

mod debian;
mod tool;

/// The purpose for which parts are installed: serving needs no browser, and tests need no licence check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Building the server.
    Server,
    /// Building the page for today's browsers.
    Page,
    /// Building the server and the page for every engine.
    Build,
    Test,
    /// The tests that need no browser.
    Native,
    Check,
    /// Measuring the way to a card photo, compared with other libraries.
    Photo,
    /// Measuring the reading of cards, on specimens in fonts that nothing else needs.
    Cards,
    Everything,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    WasmTarget,
    /// The compiler of the plain build. It is optional.
    Nightly,
    Component(&'static str),
    Tool(Tool),
    Debian(&'static str),
    Packages(Packages),
    Python(Python),
    Fetched(FetchedFile),
}

const DEBIAN: [Part; 4] = [
    Part::Debian("chromium-headless-shell"),
    Part::Debian("chromium"),
    Part::Debian("chromium-driver"),
    Part::Debian("fonts-noto-cjk"),
];
/// The engines besides Chromium in which the page is tested.
const ENGINES: [Part; 5] = [
    Part::Debian("webkit2gtk-driver"),
    Part::Debian("xvfb"),
    Part::Debian("firefox-esr"),
    Part::Tool(Tool::GeckoDriver),
    Part::Python(Python::OldEngine),
];
/// Debian's Python comes without pip and without venv.
const PIP: Part = Part::Debian("python3-pip");
const VENV: Part = Part::Debian("python3-venv");
const PHOTO: [Part; 2] = [Part::Debian("chromium-headless-shell"), Part::Packages(Packages::Bench)];
const CARD_FONTS: [Part; 2] = [Part::Debian("fonts-noto-cjk"), Part::Debian("fonts-ocr-b")];
const COMPONENTS: [Part; 2] = [Part::Component("rustfmt"), Part::Component("clippy")];

impl Purpose {
    fn parts(self) -> Vec<Part> {
        let modern = std::iter::once(Part::WasmTarget).chain(Tool::PAGE_TOOLS.map(Part::Tool));
        let page = modern.clone().chain([Part::Nightly]);
        let browsers =
            DEBIAN.into_iter().chain(ENGINES).chain([Part::Packages(Packages::Journeys)]);
        let models = MODELS.into_iter().chain(TEXT_MODELS).map(Part::Fetched);
        let models_and_portraits =
            MODELS.into_iter().chain(TEXT_MODELS).chain(PORTRAITS).map(Part::Fetched);
        let native = Part::Tool(Tool::Nextest);
        let checks = COMPONENTS.into_iter().chain([Part::Tool(Tool::CargoDeny)]);
        match self {
            Self::Server => models.collect(),
            // The models of the page are among the models of the server.
            Self::Page => modern.chain(models).collect(),
            Self::Build => page.chain(models).collect(),
            Self::Test => {
                page.chain(browsers).chain(models_and_portraits).chain([native]).collect()
            }
            Self::Native => models_and_portraits.chain([native]).collect(),
            Self::Check => std::iter::once(Part::WasmTarget).chain(checks).collect(),
            Self::Photo => page.chain(models_and_portraits).chain(PHOTO).collect(),
            Self::Cards => models.chain(CARD_FONTS).collect(),
            Self::Everything => page
                .chain(browsers)
                .chain(models_and_portraits)
                .chain(checks)
                .chain([native])
                .collect(),
        }
    }
}

/// Installs the missing parts for a purpose. When all parts are there, it takes a moment and prints at most one line.
pub(crate) fn prepare(workspace: &Workspace, purpose: Purpose) -> Result<(), Error> {
    let parts = purpose.parts();
    let start = Instant::now();
    let missing = missing_parts(&parts, |part| part.is_installed(workspace))?;
    let packages: Vec<&str> = missing.iter().filter_map(|part| part.debian_package()).collect();
    if !packages.is_empty() {
        println!(
            "[1/{}] Debian packages {} … (about two minutes)",
            missing.len(),
            packages.join(", ")
        );
        debian::install(&packages)?;
    }
    let others = missing.iter().filter(|part| part.debian_package().is_none());
    for (position, part) in (packages.len() + 1..).zip(others) {
        let (name, time) = (part.name(workspace)?, part.usual_time());
        println!("[{position}/{}] {name} … ({time})", missing.len());
        part.install(workspace)?;
    }
    let seconds = start.elapsed().as_secs();
    if !missing.is_empty() {
        println!("set up: {} of {} parts installed in {seconds} s", missing.len(), parts.len());
    } else if purpose == Purpose::Everything {
        println!(
            "set up: all {} parts are there; tools in {}",
            parts.len(),
            workspace.tools().display()
        );
    }
    Ok(())
}

/// The missing parts, each after the parts that its installation needs.
fn missing_parts(
    parts: &[Part],
    is_installed: impl Fn(Part) -> Result<bool, Error>,
) -> Result<Vec<Part>, Error> {
    let mut missing = Vec::new();
    for &part in parts {
        if is_installed(part)? {
            continue;
        }
        for wanted in part.prerequisites().iter().copied().chain([part]) {
            if !missing.contains(&wanted) && (wanted == part || !is_installed(wanted)?) {
                missing.push(wanted);
            }
        }
    }
    Ok(missing)
}

impl Part {
    /// The parts that this part's installation runs, and that Debian's base system lacks.
    fn prerequisites(self) -> &'static [Self] {
        match self {
            Self::Tool(tool) if matches!(tool.origin(), Origin::Wheel(_)) => &[PIP],
            Self::Fetched(_) => &[PIP],
            Self::Python(_) => &[VENV],
            Self::WasmTarget
            | Self::Nightly
            | Self::Component(_)
            | Self::Tool(_)
            | Self::Debian(_)
            | Self::Packages(_) => &[],
        }
    }

    fn name(self, workspace: &Workspace) -> Result<String, Error> {
        Ok(match self {
            Self::WasmTarget => "wasm32-unknown-unknown for rustc".to_owned(),
            Self::Nightly => "nightly compiler with rust-src, for old engines".to_owned(),
            Self::Component(name) => format!("{name} for rustc"),
            Self::Tool(tool) => format!("{} {}", tool.package(), tool.version(workspace)?),
            Self::Debian(package) => format!("Debian package {package}"),
            Self::Packages(packages) => format!("npm packages of {}/", packages.name()),
            Self::Python(python) => format!("{} for Python", python.name()),
            Self::Fetched(file) => file.name().to_owned(),
        })
    }

    fn debian_package(self) -> Option<&'static str> {
        if let Self::Debian(package) = self { Some(package) } else { None }
    }

    fn usual_time(self) -> &'static str {
        match self {
            Self::WasmTarget | Self::Component(_) | Self::Packages(_) | Self::Fetched(_) => {
                "seconds"
            }
            Self::Nightly => "about a minute",
            Self::Tool(Tool::Trunk) => "about 4 minutes on two cores",
            Self::Tool(Tool::WasmBindgen | Tool::GeckoDriver) => "about 2 minutes on two cores",
            Self::Tool(_) => "seconds",
            Self::Debian(_) | Self::Python(_) => "about a minute",
        }
    }

    fn is_installed(self, workspace: &Workspace) -> Result<bool, Error> {
        Ok(match self {
            Self::WasmTarget => is_wasm_target_installed(),
            Self::Nightly => plain::is_compiler_installed(),
            Self::Component(name) => process::quiet_output(
                Invocation::cargo(workspace.root())
                    .arguments([component_command(name), "--version"]),
            )
            .is_some(),
            Self::Tool(tool) => tool.is_available(workspace)?,
            Self::Debian("chromium-headless-shell") => tools::chromium().is_file(),
            Self::Debian("chromium") => tools::full_chromium().is_file(),
            Self::Debian("chromium-driver") => tools::chromedriver().is_file(),
            Self::Debian("webkit2gtk-driver") => tools::webkit_driver().is_file(),
            Self::Debian("xvfb") => tools::xvfb().is_file(),
            Self::Debian("firefox-esr") => tools::firefox().is_file(),
            Self::Debian("python3-pip") => runs_python(&["-m", "pip", "--version"]),
            Self::Debian("python3-venv") => runs_python(&["-c", "import ensurepip, venv"]),
            Self::Debian(package) => debian::is_installed(package),
            Self::Packages(packages) => packages.are_installed(workspace),
            Self::Python(python) => python.is_installed(workspace),
            Self::Fetched(file) => file.is_installed(workspace),
        })
    }

    fn install(self, workspace: &Workspace) -> Result<(), Error> {
        match self {
            Self::WasmTarget => run_rustup(["target", "add", "wasm32-unknown-unknown"]),
            Self::Nightly => {
                install_nightly();
                Ok(())
            }
            Self::Component(name) => run_rustup(["component", "add", name]),
            Self::Tool(tool) => tool::install(workspace, tool),
            Self::Debian(package) => debian::install(&[package]),
            Self::Packages(packages) => packages.install(workspace),
            Self::Python(python) => python.install(workspace),
            Self::Fetched(file) => file.fetch(workspace),
        }
    }
}

/// Looks into the compiler's own folder, since not every compiler was installed by rustup.
fn is_wasm_target_installed() -> bool {
    process::quiet_output(Invocation::new("rustc").arguments(["--print", "sysroot"])).is_some_and(
        |sysroot| Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir(),
    )
}

fn component_command(component: &'static str) -> &'static str {
    if component == "rustfmt" { "fmt" } else { component }
}

fn run_rustup<const N: usize>(arguments: [&str; N]) -> Result<(), Error> {
    process::run(Invocation::new("rustup").arguments(arguments)).map_err(|error| Error::Missing {
        what: error.to_string(),
        remedy: format!("Install it by hand: `rustup {}`.", arguments.join(" ")),
    })
}

/// Installs the nightly compiler. A failure is only printed: everything else works without it, and the build reports the missing plain
/// build.
fn install_nightly() {
    let wanted = [
        "toolchain",
        "install",
        plain::TOOLCHAIN,
        "--profile",
        "minimal",
        "--component",
        "rust-src",
    ];
    if let Err(error) = run_rustup(wanted) {
        println!("going on without it: {error}");
    }
}

fn runs_python(arguments: &[&'static str]) -> bool {
    process::quiet_output(Invocation::new("python3").arguments(arguments.iter().copied())).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_need_pip_install_it_first() {
        let deny = Part::Tool(Tool::CargoDeny);
        let missing = |installed: &[Part]| {
            let installed = installed.to_vec();
            missing_parts(&Purpose::Check.parts(), move |part| Ok(installed.contains(&part)))
                .expect("nothing is looked up")
        };
        let compiler = [Part::WasmTarget, COMPONENTS[0], COMPONENTS[1]];
        assert_eq!(missing(&compiler), [PIP, deny]);
        assert_eq!(missing(&[&compiler[..], &[PIP]].concat()), [deny]);
        // No part is missing, so pip is not requested.
        assert_eq!(missing(&[&compiler[..], &[deny]].concat()), []);
    }

    #[test]
    fn a_shared_prerequisite_is_installed_once() {
        let missing = missing_parts(&Purpose::Everything.parts(), |part| {
            Ok(!matches!(part, Part::Fetched(_) | Part::Debian(_)))
        })
        .expect("nothing is looked up");
        assert_eq!(missing.iter().filter(|&&part| part == PIP).count(), 1);
    }
}
