//! The page of all components. It is built for tests and for developers, apart from the served page.

use std::fs;
use std::path::{Path, PathBuf};

use crate::dist;
use crate::error::Error;
use crate::process::{self, Invocation};
use crate::tools::{self, Tool};
use crate::workspace::Workspace;

/// Builds the gallery unless it was built from the present sources. Returns its folder.
pub(crate) fn build_if_stale(workspace: &Workspace) -> Result<PathBuf, Error> {
    let folder = workspace.promised_target()?.join("gallery");
    let stamp_path = workspace.promised_target()?.join("gallery.stamp");
    let sources = dist::fingerprint_sources(workspace)?;
    let is_current = folder.join("index.html").is_file()
        && fs::read_to_string(&stamp_path).is_ok_and(|stamped| stamped == sources);
    if !is_current {
        build_gallery(workspace, &folder)?;
        fs::write(&stamp_path, sources).map_err(Error::file("write", &stamp_path))?;
    }
    Ok(folder)
}

/// Builds the gallery without making it small, since it is never served.
fn build_gallery(workspace: &Workspace, folder: &Path) -> Result<(), Error> {
    let trunk = Invocation::new(Tool::Trunk.program(workspace, "trunk")?)
        .arguments(["build", "--offline", "--skip-version-check", "--dist"])
        .argument(folder)
        .argument("app/gallery.html")
        .in_folder(workspace.root())
        .variable("RUST_LIB_BACKTRACE", "0")
        // Trunk stops at the customary value `1`, as in the build of the page.
        .without_variable("NO_COLOR")
        .with_path_first(&tools::page_tool_folders(workspace)?)?;
    process::run(trunk)
}

#[cfg(test)]
mod tests {
    const PAGE: &str = include_str!("../../app/index.html");
    const GALLERY: &str = include_str!("../../app/gallery.html");

    #[test]
    fn the_gallery_has_the_styles_of_the_page_in_their_order() {
        let styles = |html: &'static str| -> Vec<&'static str> {
            html.lines().filter(|line| line.contains("rel=\"css\"")).collect()
        };
        assert!(!styles(PAGE).is_empty());
        assert_eq!(styles(GALLERY), styles(PAGE));
    }
}
