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
use crate::tools::{self, Tool};
use crate::workspace::Workspace;

/// What the parts are wanted for: serving needs no browser, and no licences are checked in a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Run,
    Test,
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

const DEBIAN: [Part; 3] =
    [Part::Debian("chromium"), Part::Debian("chromium-driver"), Part::Debian("fonts-noto-cjk")];
/// The engines beside Chromium in which the page is tried.
const ENGINES: [Part; 5] = [
    Part::Debian("webkit2gtk-driver"),
    Part::Debian("xvfb"),
    Part::Debian("firefox-esr"),
    Part::Tool(Tool::GeckoDriver),
    Part::Python(Python::OldEngine),
];
const PHOTO: [Part; 2] = [Part::Debian("chromium"), Part::Packages(Packages::Bench)];
const COMPONENTS: [Part; 2] = [Part::Component("rustfmt"), Part::Component("clippy")];

impl Purpose {
    fn parts(self) -> Vec<Part> {
        let page =
            [Part::WasmTarget, Part::Nightly].into_iter().chain(Tool::OF_THE_PAGE.map(Part::Tool));
        let browsers =
            DEBIAN.into_iter().chain(ENGINES).chain([Part::Packages(Packages::Journeys)]);
        let models = MODELS.into_iter().chain(TEXT_MODELS).map(Part::Fetched);
        let seen = MODELS.into_iter().chain(TEXT_MODELS).chain(PORTRAITS).map(Part::Fetched);
        let checks = COMPONENTS.into_iter().chain([Part::Tool(Tool::CargoDeny)]);
        match self {
            Self::Run => page.chain(models).collect(),
            Self::Test => page.chain(browsers).chain(seen).collect(),
            Self::Check => std::iter::once(Part::WasmTarget).chain(checks).collect(),
            Self::Photo => page.chain(seen).chain(PHOTO).collect(),
            Self::Everything => page.chain(browsers).chain(seen).chain(checks).collect(),
        }
    }
}

/// Installs what is missing for a purpose. When nothing is, this takes a moment and says one line.
pub(crate) fn prepare(workspace: &Workspace, purpose: Purpose) -> Result<(), Error> {
    let parts = purpose.parts();
    let begun = Instant::now();
    let mut installed = 0;
    for (place, part) in parts.iter().enumerate() {
        if part.is_there(workspace)? {
            continue;
        }
        println!(
            "[{}/{}] {} … ({})",
            place + 1,
            parts.len(),
            part.name(workspace)?,
            part.usual_time()
        );
        part.install(workspace)?;
        installed += 1;
    }
    let seconds = begun.elapsed().as_secs();
    if installed > 0 {
        println!("set up: {installed} of {} parts installed in {seconds} s", parts.len());
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

    fn usual_time(self) -> &'static str {
        match self {
            Self::WasmTarget | Self::Component(_) | Self::Packages(_) | Self::Fetched(_) => {
                "seconds"
            }
            Self::Tool(tool) if tool.is_from_npm() => "seconds",
            Self::Nightly => "about a minute",
            Self::Tool(Tool::Trunk) => "about 3 minutes on two cores",
            Self::Tool(_) => "about 2 minutes on two cores",
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
            Self::Debian("chromium") => tools::chromium().is_file(),
            Self::Debian("chromium-driver") => tools::chromedriver().is_file(),
            Self::Debian("webkit2gtk-driver") => tools::webkit_driver().is_file(),
            Self::Debian("xvfb") => tools::xvfb().is_file(),
            Self::Debian("firefox-esr") => tools::firefox().is_file(),
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
            Self::Tool(tool) if tool.is_from_npm() => install_is_from_npm(workspace, tool),
            Self::Tool(tool) => install_from_crates(workspace, tool),
            Self::Debian(package) => install_from_debian(package),
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

fn debian_has(package: &str) -> bool {
    match process::answer(Child::new("dpkg-query").arguments(["-W", "-f=${Status}", package])) {
        Some(status) => status.contains("install ok installed"),
        // Another distribution keeps its fonts elsewhere; any Chinese font serves.
        None => process::answer(Child::new("fc-list").argument(":lang=zh"))
            .is_some_and(|fonts| !fonts.trim().is_empty()),
    }
}

fn install_from_debian(package: &str) -> Result<(), Error> {
    let as_root =
        process::answer(Child::new("id").argument("-u")).is_some_and(|id| id.trim() == "0");
    let may_sudo =
        !as_root && process::answer(Child::new("sudo").arguments(["-n", "true"])).is_some();
    let has_apt = process::answer(Child::new("apt-get").argument("--version")).is_some();
    if !has_apt || !(as_root || may_sudo) {
        return Err(Error::Missing {
            what: format!("{package} is not installed, and this user cannot install it"),
            remedy: format!(
                "Install it by hand (Debian: `apt-get install {package}`), or name browsers and drivers that are there: \
                 SSCARD_CHROMIUM and CHROMEDRIVER; SSCARD_FIREFOX; SSCARD_WEBKIT_DRIVER, SSCARD_MINIBROWSER and SSCARD_XVFB."
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
    process::run(apt().arguments(["install", "--yes", "--no-install-recommends", package]))
}

fn install_is_from_npm(workspace: &Workspace, tool: Tool) -> Result<(), Error> {
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
            Tool::Trunk => {
                cargo.arguments(["--locked", "--no-default-features", "--features", "rustls"])
            }
            // Its lock file may name crates that a mirror does not hold yet; without it, it builds.
            Tool::WasmBindgen => cargo,
            _ => cargo.argument("--locked"),
        };
        // These programs work for seconds; making them fast would take longer than they ever run.
        let cargo = cargo
            .variable("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
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
