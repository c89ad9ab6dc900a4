//! Python programs with packages of their own. Each has a folder among the tools, which pip fills from a list of requirements.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::process::{self, Invocation};
use crate::workspace::Workspace;

/// A Python environment with its packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Python {
    /// The engine with which the reading of cards is compared.
    RapidOcr,
    /// Chrome 69, as Qt's web engine contains it.
    OldEngine,
}

impl Python {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::RapidOcr => "RapidOCR",
            Self::OldEngine => "Chrome 69",
        }
    }

    fn requirements(self, workspace: &Workspace) -> PathBuf {
        workspace.path(match self {
            Self::RapidOcr => "bench/requirements.txt",
            Self::OldEngine => "e2e/old-engine/requirements.txt",
        })
    }

    fn folder(self, workspace: &Workspace) -> PathBuf {
        workspace.tools().join(match self {
            Self::RapidOcr => "rapidocr",
            Self::OldEngine => "old-engine",
        })
    }

    /// The Python program of the environment.
    pub(crate) fn program(self, workspace: &Workspace) -> PathBuf {
        self.folder(workspace).join("bin/python")
    }

    /// Whether the environment was installed from the present list. A copy of the list is kept in its folder.
    pub(crate) fn is_installed(self, workspace: &Workspace) -> bool {
        let installed_list = self.folder(workspace).join("requirements.txt");
        have_same_content(&self.requirements(workspace), &installed_list)
            && self.program(workspace).exists()
    }

    pub(crate) fn install(self, workspace: &Workspace) -> Result<(), Error> {
        let (folder, wanted) = (self.folder(workspace), self.requirements(workspace));
        let missing = |error: Error| {
            Error::Missing {
            what: format!("{} is not installed: {error}", self.name()),
            remedy: "Install Python 3 with venv and pip (Debian: `apt-get install python3-venv`), let pip reach its registry, and try again."
                .to_owned(),
        }
        };
        let venv =
            Invocation::new("python3").arguments(["-m", "venv", "--clear"]).argument(&folder);
        process::run(venv).map_err(missing)?;
        let pip = Invocation::new(self.program(workspace)).arguments(["-m", "pip", "install"]);
        let pip = pip.arguments(["--quiet", "--disable-pip-version-check", "--requirement"]);
        process::run(pip.argument(&wanted)).map_err(missing)?;
        let installed_list = folder.join("requirements.txt");
        fs::copy(&wanted, &installed_list).map_err(Error::file("copy", &wanted)).map(drop)
    }
}

fn have_same_content(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}
