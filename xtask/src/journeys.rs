//! The journeys of e2e/: their packages, and running them against a server of their own.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use crate::error::Error;
use crate::process::{self, Child};
use crate::setup;
use crate::tools;
use crate::workspace::Workspace;

/// Whether `node_modules` holds exactly what the lock file says: npm leaves the lock it worked by beside the packages.
pub(crate) fn packages_are_there(workspace: &Workspace) -> bool {
    let wanted = fs::read(workspace.path("e2e/package-lock.json"));
    let there = fs::read(worked_by(workspace));
    matches!((wanted, there), (Ok(wanted), Ok(there)) if wanted == there)
}

fn worked_by(workspace: &Workspace) -> PathBuf {
    workspace.path("e2e/node_modules/.installed-lock.json")
}

pub(crate) fn install_packages(workspace: &Workspace) -> Result<(), Error> {
    let folder = workspace.path("e2e");
    // The browser is Debian's; Playwright's own download is not wanted and often not reachable.
    let npm = setup::npm().variable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run(npm.arguments(["ci", "--no-audit", "--no-fund"]).inside(&folder))?;
    let lock = folder.join("package-lock.json");
    fs::copy(&lock, worked_by(workspace)).map_err(Error::file("copy", lock)).map(drop)
}

/// Runs all journeys against this server, on a free port and with a data folder that begins empty.
pub(crate) fn run(
    workspace: &Workspace,
    server: &Path,
    specimen: &Path,
    hear: impl FnMut(&str),
) -> Result<ExitStatus, Error> {
    let data = workspace.promised_target()?.join("e2e-data");
    if data.exists() {
        fs::remove_dir_all(&data).map_err(Error::file("remove", &data))?;
    }
    fs::create_dir_all(&data).map_err(Error::file("create", &data))?;
    let playwright = Child::new("npx")
        .arguments(["--no-install", "playwright", "test"])
        .inside(&workspace.path("e2e"))
        .variable("SSCARD_SERVER_BIN", server)
        .variable("SSCARD_SPECIMEN_BIN", specimen)
        .variable("SSCARD_DIST", workspace.dist())
        .variable("SSCARD_E2E_DATA", &data)
        .variable("SSCARD_E2E_PORT", free_port()?.to_string())
        .variable("SSCARD_CHROMIUM", tools::chromium())
        // Its closing lines are counted, and colours would hide them.
        .variable("FORCE_COLOR", "0");
    process::listen(playwright, hear)
}

/// A port that nobody listens on at this moment.
fn free_port() -> Result<u16, Error> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|source| Error::File { doing: "listen on", path: "127.0.0.1".into(), source })
}
