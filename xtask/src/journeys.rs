//! Runs the journeys of e2e/ against a server of their own.

use std::fs;
use std::net::TcpListener;
use std::process::ExitStatus;

use crate::error::Error;
use crate::packages::Packages;
use crate::process::{self, Invocation};
use crate::product::Product;
use crate::python::Python;
use crate::tools;
use crate::workspace::Workspace;

/// Runs the journeys that Playwright's options choose, against a server on a free port with an empty data folder. `variables` are added to
/// the environment of the journeys, and `on_line` gets every line of output.
pub(crate) fn run_journeys(
    workspace: &Workspace,
    product: &Product,
    options: &[&str],
    variables: &[(&str, &str)],
    on_line: impl FnMut(&str),
) -> Result<ExitStatus, Error> {
    let data = workspace.promised_target()?.join("e2e-data");
    if data.exists() {
        fs::remove_dir_all(&data).map_err(Error::file("remove", &data))?;
    }
    fs::create_dir_all(&data).map_err(Error::file("create", &data))?;
    let playwright = Invocation::new("npx")
        .arguments(["--no-install", "playwright", "test"])
        .arguments(options)
        .in_folder(&Packages::Journeys.folder(workspace))
        .variable("SSCARD_SERVER_BIN", &product.server)
        .variable("SSCARD_SPECIMEN_BIN", &product.specimen)
        .variable("SSCARD_DIST", &product.dist)
        .variable("SSCARD_GALLERY", product.gallery.clone().unwrap_or_default())
        .variable("SSCARD_E2E_DATA", &data)
        .variable("SSCARD_E2E_PORT", free_port()?.to_string())
        .variable("SSCARD_CHROMIUM", tools::chromium())
        .variable("SSCARD_CHROMIUM_FULL", tools::full_chromium())
        .variable("SSCARD_WEBKIT_DRIVER", tools::webkit_driver())
        .variable("SSCARD_XVFB", tools::xvfb())
        .variable("SSCARD_FIREFOX", tools::firefox())
        .variable("SSCARD_GECKODRIVER", tools::geckodriver(workspace)?)
        .variable("SSCARD_OLD_ENGINE", Python::OldEngine.program(workspace))
        // The closing lines are counted, and colours would hide them.
        .variable("FORCE_COLOR", "0");
    let playwright =
        variables.iter().fold(playwright, |child, (name, value)| child.variable(name, value));
    process::run_line_by_line(playwright, on_line)
}

/// A port on which no program listens at this moment.
fn free_port() -> Result<u16, Error> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|source| Error::File { doing: "listen on", path: "127.0.0.1".into(), source })
}
