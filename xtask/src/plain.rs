//! The plain build: the page a second time, in the WebAssembly of 2017. It is for web-views between Chrome 69 and 95 and before iOS 15.1,
//! which refuse today's compiler output.
//!
//! Its standard library must be compiled as well, which only a nightly compiler can do. Without such a compiler the page has no plain
//! build, and old engines show the text with the other ways to apply.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::files::read_file;
use crate::process::{self, Invocation};
use crate::tools::Tool;
use crate::workspace::Workspace;

/// The toolchain of the plain build.
pub(crate) const TOOLCHAIN: &str = "nightly";
/// The names of the page's and the worker's programs among the page's files.
pub(crate) const PAGE: &str = "sscard-app-plain";
pub(crate) const WORKER: &str = "image-worker-plain";

const TARGET: &str = "wasm32-unknown-unknown";
/// As small as today's page, since old engines run on old phones. Without link-time optimisation the build is five times as large and takes
/// as long.
const PROFILE: &str = "wasm";

/// Whether the compiler and the sources of its standard library are installed.
pub(crate) fn is_compiler_installed() -> bool {
    let sysroot =
        Invocation::new("rustup").arguments(["run", TOOLCHAIN, "rustc", "--print", "sysroot"]);
    process::quiet_output(sysroot).is_some_and(|sysroot| {
        Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file()
    })
}

/// Compiles both programs and returns the folder of their modules; `None` without a compiler that can do it. It may run beside Trunk.
pub(crate) fn compile_programs(workspace: &Workspace) -> Result<Option<PathBuf>, Error> {
    if !is_compiler_installed() {
        println!(
            "the page is built without its second form for old engines: no {TOOLCHAIN} compiler with rust-src here"
        );
        return Ok(None);
    }
    let folder = workspace.cargo_target()?.join("plain");
    let cargo = Invocation::new("rustup")
        .arguments(["run", TOOLCHAIN, "cargo", "build", "-Zbuild-std=std,panic_abort"])
        .arguments(["--profile", PROFILE, "--target", TARGET, "--package", "sscard-app"])
        .arguments(["--bin", "sscard-app", "--bin", "image-worker", "--target-dir"])
        .argument(&folder)
        .in_folder(workspace.root())
        // The chosen compiler, and not the one that started this program.
        .without_variable("RUSTC")
        .without_variable("RUSTDOC")
        .variable(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "--cfg=erase_components -Ctarget-cpu=mvp",
        );
    process::run(cargo)?;
    Ok(Some(folder.join(TARGET).join(PROFILE)))
}

/// Makes the compiled modules into files that browsers load, in the folder of the page that Trunk has built.
pub(crate) fn bind_modules(
    workspace: &Workspace,
    compiled: &Path,
    page: &Path,
) -> Result<(), Error> {
    for (binary, name, kind) in
        [("sscard-app", PAGE, "web"), ("image-worker", WORKER, "no-modules")]
    {
        let script = page.join(format!("{name}.js"));
        bind_module(workspace, &compiled.join(format!("{binary}.wasm")), &script, kind)?;
    }
    Ok(())
}

/// Makes one module into a script and a module that browsers load. The script begins with the functions that old engines lack.
fn bind_module(
    workspace: &Workspace,
    compiled: &Path,
    script: &Path,
    kind: &str,
) -> Result<(), Error> {
    let page = script.with_file_name("");
    let name = script.file_stem().unwrap_or_default();
    let bindgen = Invocation::new(Tool::WasmBindgen.program(workspace, "wasm-bindgen")?)
        .argument(compiled)
        .arguments(["--target", kind, "--no-typescript", "--out-name"])
        .argument(name)
        .argument("--out-dir")
        .argument(&page);
    process::run(bindgen)?;
    let module = page.join(format!("{}_bg.wasm", name.display()));
    let optimise = Invocation::new(Tool::WasmOpt.program(workspace, "wasm-opt")?)
        .argument(&module)
        .arguments(["-Oz", "--mvp-features", "--strip-debug", "--strip-producers"])
        .argument("--strip-target-features")
        .argument("-o")
        .argument(&module);
    process::run(optimise)?;
    let mut script_text = read_file(&workspace.path("app/plain.js"))?;
    script_text.extend(read_file(script)?);
    fs::write(script, script_text).map_err(Error::file("write", script))
}
