//! The folders of the workspace: the checkout, the build directory and the tools.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::process::{self, Invocation};

#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
    tools: PathBuf,
}

impl Workspace {
    /// Finds the workspace. Cargo gives the folder of this crate; without cargo, the search begins in the current folder.
    pub(crate) fn find() -> Result<Self, Error> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(manifest) => PathBuf::from(manifest),
            None => env::current_dir().map_err(Error::file("find", "."))?,
        };
        let root = start
            .ancestors()
            .find(|folder| folder.join("Cargo.lock").is_file() && folder.join("xtask").is_dir())
            .ok_or_else(|| Error::Missing {
                what: format!("no workspace above {}", start.display()),
                remedy: "Start `cargo xtask` inside the checkout.".to_owned(),
            })?
            .to_owned();
        Ok(Self { root, tools: tools_folder()? })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    pub(crate) fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    /// The folder of the tools. It lies outside of the checkout, so that a fresh clone does not build the tools again.
    pub(crate) fn tools(&self) -> &Path {
        &self.tools
    }

    /// The folder `target/`, which scripts expect whatever `CARGO_TARGET_DIR` is. The stamps of this tool are in it too.
    pub(crate) fn promised_target(&self) -> Result<PathBuf, Error> {
        let folder = self.path("target");
        fs::create_dir_all(&folder).map_err(Error::file("create", &folder))?;
        Ok(folder)
    }

    /// The folder into which cargo really builds. Cargo itself reports it, because many settings decide it.
    pub(crate) fn cargo_target(&self) -> Result<PathBuf, Error> {
        let metadata = process::output(Invocation::cargo(&self.root).arguments([
            "metadata",
            "--format-version=1",
            "--no-deps",
        ]))?;
        json_string(&metadata, "target_directory").map(PathBuf::from).ok_or_else(|| {
            Error::Unexpected { what: "`cargo metadata` names no target_directory".to_owned() }
        })
    }

    /// The version of a package in Cargo.lock.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String, Error> {
        let path = self.path("Cargo.lock");
        let lock = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
        version_in_lock(&lock, package).map(str::to_owned).ok_or_else(|| Error::Unexpected {
            what: format!("{} does not name {package}", path.display()),
        })
    }
}

fn tools_folder() -> Result<PathBuf, Error> {
    let variable_path =
        |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    variable_path("SSCARD_TOOLS")
        .or_else(|| variable_path("XDG_CACHE_HOME").map(|cache| cache.join("sscard/tools")))
        .or_else(|| variable_path("HOME").map(|home| home.join(".cache/sscard/tools")))
        .ok_or_else(|| Error::Missing {
            what: "no place to keep tools: HOME is not set".to_owned(),
            remedy: "Set SSCARD_TOOLS to a folder.".to_owned(),
        })
}

fn version_in_lock<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// The first string of a key in a JSON text. It is enough for a path without escapes, and saves a dependency on a parser.
pub(crate) fn json_string<'json>(json: &'json str, key: &str) -> Option<&'json str> {
    let (_, rest) = json.split_once(&format!("\"{key}\":\""))?;
    rest.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_exact_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "leptos"), None);
    }

    #[test]
    fn metadata_has_the_target_folder() {
        let json = r#"{"packages":[],"target_directory":"/var/cache/target","version":1}"#;
        assert_eq!(json_string(json, "target_directory"), Some("/var/cache/target"));
        assert_eq!(json_string(json, "absent"), None);
    }
}
