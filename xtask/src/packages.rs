//! The folders with npm packages of their own.

use std::fs;
use std::path::PathBuf;

use crate::error::Error;
use crate::process::{self, Invocation};
use crate::workspace::Workspace;

/// A folder with a `package.json` and a lock file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packages {
    Journeys,
    /// The programs with which the image worker is compared.
    Bench,
}

impl Packages {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Journeys => "e2e",
            Self::Bench => "bench",
        }
    }

    pub(crate) fn folder(self, workspace: &Workspace) -> PathBuf {
        workspace.path(self.name())
    }

    /// Whether `node_modules` was installed from the present lock file. A copy of the lock file is kept in it.
    pub(crate) fn are_installed(self, workspace: &Workspace) -> bool {
        let wanted = fs::read(self.lock(workspace));
        let installed = fs::read(self.installed_lock(workspace));
        matches!((wanted, installed), (Ok(wanted), Ok(installed)) if wanted == installed)
    }

    pub(crate) fn install(self, workspace: &Workspace) -> Result<(), Error> {
        // The browser is Debian's. Playwright's own download is not needed, and often not reachable.
        let npm = Invocation::npm()
            .variable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .arguments(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            .in_folder(&self.folder(workspace));
        process::run(npm).map_err(|error| Error::Missing {
            what: format!("the npm packages of {}/ are not installed: {error}", self.name()),
            remedy: "Install Node.js 20 or newer with npm (Debian: `apt-get install nodejs npm`), let it reach its registry, \
                     and try again."
                .to_owned(),
        })?;
        let lock = self.lock(workspace);
        fs::copy(&lock, self.installed_lock(workspace)).map_err(Error::file("copy", lock)).map(drop)
    }

    fn lock(self, workspace: &Workspace) -> PathBuf {
        self.folder(workspace).join("package-lock.json")
    }

    fn installed_lock(self, workspace: &Workspace) -> PathBuf {
        self.folder(workspace).join("node_modules/.installed-lock.json")
    }
}
