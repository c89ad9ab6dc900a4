//! The image worker a second time, with vector instructions: it gives the same results to the last bit in a third of the time. Trunk builds
//! all binaries of the page with the same flags, so this one is built separately.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::process::{self, Invocation};
use crate::tools::Tool;
use crate::workspace::Workspace;

/// The name of the program among the page's files.
pub(crate) const NAME: &str = "image-worker-simd";
/// The binary of the app crate.
const BINARY: &str = "image-worker";
/// A profile for speed. `app/index.html` names the profile of the other binaries, which is for size.
const PROFILE: &str = "worker";
/// The features of engines with vector instructions, for wasm-opt. `app/index.html` has the features for the other binaries.
const FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-multivalue",
    "--enable-mutable-globals",
];

/// Compiles the worker and returns the path of its module. It may run beside Trunk.
pub(crate) fn compile_worker(workspace: &Workspace) -> Result<PathBuf, Error> {
    // The worker has a folder of its own: with other flags in the same folder, cargo would compile everything again each time.
    let folder = workspace.cargo_target()?.join("simd");
    let cargo = Invocation::cargo(workspace.root())
        .arguments(["build", "--profile", PROFILE, "--target", "wasm32-unknown-unknown"])
        .arguments(["--package", "sscard-app", "--bin", BINARY, "--target-dir"])
        .argument(&folder)
        .variable(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "--cfg=erase_components -Ctarget-feature=+simd128",
        );
    process::run(cargo)?;
    Ok(folder.join("wasm32-unknown-unknown").join(PROFILE).join(format!("{BINARY}.wasm")))
}

/// Makes the compiled module into files that browsers load, in the folder of the page that Trunk has built.
pub(crate) fn bind_module(
    workspace: &Workspace,
    compiled: &Path,
    page: &Path,
) -> Result<(), Error> {
    let bindgen = Invocation::new(Tool::WasmBindgen.program(workspace, "wasm-bindgen")?)
        .argument(compiled)
        .arguments(["--target", "no-modules", "--no-typescript", "--out-name", NAME, "--out-dir"])
        .argument(page);
    process::run(bindgen)?;
    let module = page.join(format!("{NAME}_bg.wasm"));
    let optimise = Invocation::new(Tool::WasmOpt.program(workspace, "wasm-opt")?)
        .argument(&module)
        .arguments(["-O3", "--strip-debug", "--strip-producers", "--strip-target-features"])
        .arguments(FEATURES)
        .argument("-o")
        .argument(&module);
    process::run(optimise)
}
