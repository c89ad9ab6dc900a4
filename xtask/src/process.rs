//! Runs other programs with exactly the environment that they need.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::error::Error;

/// Variables that cargo sets for this program. Build scripts watch some of them, so a cargo that inherits them would build again what a
/// plain `cargo build` has built.
const CRATE_VARIABLES: [&str; 6] = [
    "CARGO_PKG_",
    "CARGO_MANIFEST_",
    "CARGO_BIN_",
    "CARGO_CRATE_NAME",
    "CARGO_PRIMARY_PACKAGE",
    "CARGO_RUSTC_CURRENT_DIR",
];

/// Settings for building this workspace. They must not reach a tool that is built from the registry.
const WORKSPACE_VARIABLES: [&str; 8] = [
    "CARGO_BUILD_",
    "CARGO_TARGET_",
    "CARGO_PROFILE_",
    "CARGO_UNSTABLE_",
    "CARGO_ENCODED_",
    "CARGO_INCREMENTAL",
    "RUSTFLAGS",
    "RUSTDOCFLAGS",
];

/// A program to run, with its arguments and environment. Its standard input is empty, because a run may have no person to answer.
#[derive(Debug)]
pub(crate) struct Invocation {
    command: Command,
}

impl Invocation {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        let mut invocation = Self { command };
        invocation.remove_variables(&CRATE_VARIABLES);
        invocation
    }

    /// The cargo that started this program, in the root of this workspace.
    pub(crate) fn cargo(root: &Path) -> Self {
        Self::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into())).in_folder(root)
    }

    /// The same cargo, without the settings of this workspace.
    pub(crate) fn cargo_elsewhere(folder: &Path) -> Self {
        let mut invocation =
            Self::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into())).in_folder(folder);
        invocation.remove_variables(&WORKSPACE_VARIABLES);
        invocation
    }

    /// npm without its check for updates of itself.
    pub(crate) fn npm() -> Self {
        Self::new("npm").variable("npm_config_update_notifier", "false")
    }

    fn remove_variables(&mut self, prefixes: &[&str]) {
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if prefixes.iter().any(|prefix| text.starts_with(prefix)) {
                self.command.env_remove(&name);
            }
        }
    }

    pub(crate) fn arguments<I>(mut self, arguments: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<OsStr>,
    {
        self.command.args(arguments);
        self
    }

    pub(crate) fn argument(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without_variable(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn in_folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Puts folders before all others on the search path.
    pub(crate) fn with_path_first(self, folders: &[PathBuf]) -> Result<Self, Error> {
        let path = env::var_os("PATH").unwrap_or_default();
        let all = folders.iter().cloned().chain(env::split_paths(&path));
        let joined: OsString = env::join_paths(all).map_err(|error| Error::Unexpected {
            what: format!("a tool folder cannot stand on PATH: {error}"),
        })?;
        Ok(self.variable("PATH", joined))
    }

    fn command_line(&self) -> String {
        let program = Path::new(self.command.get_program());
        let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
        let arguments = self.command.get_args().map(OsStr::to_string_lossy);
        std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
    }

    fn start_error(&self, source: std::io::Error) -> Error {
        Error::Start { command: self.command_line(), source }
    }

    /// Starts the program and does not wait for it.
    pub(crate) fn start_detached(mut self) -> Result<(), Error> {
        self.command.spawn().map(drop).map_err(|source| self.start_error(source))
    }

    /// Replaces this process by the program, so that signals reach the program directly.
    pub(crate) fn replace_this_process(mut self) -> Error {
        use std::os::unix::process::CommandExt as _;
        let source = self.command.stdin(Stdio::inherit()).exec();
        self.start_error(source)
    }
}

/// Runs the program to its end. An unsuccessful end is an error.
pub(crate) fn run(invocation: Invocation) -> Result<(), Error> {
    let command_line = invocation.command_line();
    let status = status(invocation)?;
    if status.success() { Ok(()) } else { Err(Error::Failed { command: command_line, status }) }
}

/// Runs the program to its end and returns its status.
pub(crate) fn status(mut invocation: Invocation) -> Result<ExitStatus, Error> {
    invocation.command.status().map_err(|source| invocation.start_error(source))
}

/// Runs the program and returns its standard output. An unsuccessful end is an error.
pub(crate) fn output(mut invocation: Invocation) -> Result<String, Error> {
    let output = invocation
        .command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| invocation.start_error(source))?;
    if !output.status.success() {
        return Err(Error::Failed { command: invocation.command_line(), status: output.status });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs the program without its error output. Returns its standard output; `None` when it is missing or ends unsuccessfully.
pub(crate) fn quiet_output(mut invocation: Invocation) -> Option<String> {
    let output = invocation.command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs the program to its end. Every line of both outputs is printed at once, and given to `on_line`.
pub(crate) fn run_line_by_line(
    invocation: Invocation,
    mut on_line: impl FnMut(&str),
) -> Result<ExitStatus, Error> {
    let command_line = invocation.command_line();
    let failed = |source| Error::Start { command: command_line.clone(), source };
    let (reader, writer) = std::io::pipe().map_err(failed)?;
    let mut command = invocation.command;
    command.stdout(writer.try_clone().map_err(failed)?).stderr(writer);
    let mut running = command.spawn().map_err(failed)?;
    // The command holds the writing ends of the pipe, and reading ends when all of them are closed.
    drop(command);
    // Tests may print bytes that are not UTF-8. These must not end the reading.
    for line in BufReader::new(reader).split(b'\n') {
        let line = line.map_err(failed)?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        on_line(&line);
    }
    running.wait().map_err(failed)
}
