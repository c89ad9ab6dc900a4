//! Puts the networks into the program, so that it is one file wherever it is taken: those that find faces and tell a person from the
//! ground, and those that find and read text. `cargo xtask setup` fetches them; a program built without them runs, and says so when it
//! is to judge a card photo or to read a card.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// The names under which the program finds them, and the files as they are fetched.
const MODELS: [(&str, &str); 4] = [
    ("face", "face_detection_short_range.tflite"),
    ("ground", "selfie_segmentation.tflite"),
    ("text-detector", "PP-OCRv6_det_small.onnx"),
    ("text-recogniser", "PP-OCRv6_rec_small.onnx"),
];

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-env-changed=SSCARD_TOOLS");
    // They are put into the program by a macro, of which cargo does not know what it reads.
    println!("cargo::rerun-if-changed=migrations");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for (name, file) in MODELS {
        let path = tools().join("models").join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        let bytes = read(&path);
        if bytes.is_empty() {
            println!("cargo::warning={file} is not there: run `cargo xtask setup` and build again");
        }
        fs::write(out.join(name), bytes)?;
    }
    Ok(())
}

/// Where `cargo xtask setup` puts what it fetches.
fn tools() -> PathBuf {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("SSCARD_TOOLS")
        .or_else(|| set("XDG_CACHE_HOME").map(|cache| cache.join("sscard/tools")))
        .or_else(|| set("HOME").map(|home| home.join(".cache/sscard/tools")))
        .unwrap_or_default()
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_default()
}
