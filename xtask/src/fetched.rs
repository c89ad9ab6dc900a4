//! Files that come from package registries and are never committed: the models' weights, and the public-domain portraits of the tests.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::error::Error;
use crate::process::{self, Invocation};
use crate::workspace::Workspace;

/// A file, the package that carries it, and its digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FetchedFile {
    /// The name of the folder among the tools.
    folder: &'static str,
    name: &'static str,
    package: Package,
    sha256: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Package {
    Npm(&'static str),
    Wheel(&'static str),
    /// A source package of `PyPI`, for a file that its wheel leaves out.
    Source(&'static str),
}

const SCIKIT_IMAGE: Package = Package::Wheel("scikit-image==0.26.0");

const RAPIDOCR: Package = Package::Wheel("rapidocr==3.10.0");

/// The models that find and read lines of text, for the server alone. Apache-2.0 by the licence list in their package.
pub(crate) const TEXT_MODELS: [FetchedFile; 2] = [
    FetchedFile {
        folder: "models",
        name: "PP-OCRv6_det_small.onnx",
        package: RAPIDOCR,
        sha256: "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    },
    FetchedFile {
        folder: "models",
        name: "PP-OCRv6_rec_small.onnx",
        package: RAPIDOCR,
        sha256: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    },
];

/// The models that find a face, and that separate a person from the ground. Apache-2.0 by their packages.
pub(crate) const MODELS: [FetchedFile; 2] = [
    FetchedFile {
        folder: "models",
        name: "face_detection_short_range.tflite",
        package: Package::Npm("@mediapipe/face_detection@0.4.1657300184"),
        sha256: "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633",
    },
    FetchedFile {
        folder: "models",
        name: "selfie_segmentation.tflite",
        package: Package::Npm("@mediapipe/selfie_segmentation@0.1.1675465747"),
        sha256: "8d13b7fae74af625c641226813616a2117bd6bca19eb3b75574621fc08557f27",
    },
];

const FACE_RECOGNITION: Package = Package::Source("face_recognition==1.3.0");

/// Public-domain portraits: one by NASA, a photographed man from the side, and two official portraits by the White House.
pub(crate) const PORTRAITS: [FetchedFile; 4] = [
    FetchedFile {
        folder: "portraits",
        name: "astronaut.png",
        package: SCIKIT_IMAGE,
        sha256: "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
    },
    FetchedFile {
        folder: "portraits",
        name: "camera.png",
        package: SCIKIT_IMAGE,
        sha256: "b0793d2adda0fa6ae899c03989482bff9a42d3d5690fc7e3648f2795d730c23a",
    },
    FetchedFile {
        folder: "portraits",
        name: "obama.jpg",
        package: FACE_RECOGNITION,
        sha256: "0930e3aa8cae5920329c0c8cbc6a2ab70f47b0e67b432875beaa95cbf7e741f6",
    },
    FetchedFile {
        folder: "portraits",
        name: "biden.jpg",
        package: FACE_RECOGNITION,
        sha256: "3c17508bb91554c637a2eabddfae790e5bb1caba93130814fc2ac50be9760c4c",
    },
];

/// The files from which `bench photo` makes a phone's pictures: a portrait, and the models that separate a person from the ground.
pub(crate) fn phone_picture_inputs(workspace: &Workspace) -> Vec<PathBuf> {
    let portrait = PORTRAITS.into_iter().filter(|portrait| portrait.name == "obama.jpg");
    portrait.chain(MODELS).map(|file| file.path(workspace)).collect()
}

impl FetchedFile {
    /// The path of the file among the tools, and the name under which the page requests it. The name depends on the content, so that a
    /// browser may cache it for ever. `app/src/imaging/models.rs` has the same names.
    pub(crate) fn served_file(self, workspace: &Workspace) -> (PathBuf, String) {
        let what = if self.name.starts_with("face") { "face" } else { "ground" };
        (self.path(workspace), format!("{what}-{}.tflite", &self.sha256[..16]))
    }

    pub(crate) fn name(self) -> &'static str {
        self.name
    }

    fn path(self, workspace: &Workspace) -> PathBuf {
        workspace.tools().join(self.folder).join(self.name)
    }

    /// Whether the file is there with its digest. A damaged or replaced file counts as missing.
    pub(crate) fn is_installed(self, workspace: &Workspace) -> bool {
        fs::read(self.path(workspace)).is_ok_and(|bytes| digest(&bytes) == self.sha256)
    }

    pub(crate) fn fetch(self, workspace: &Workspace) -> Result<(), Error> {
        let unpack_folder = workspace.tools().join(format!(".unpacking-{}", self.name));
        if unpack_folder.exists() {
            fs::remove_dir_all(&unpack_folder).map_err(Error::file("remove", &unpack_folder))?;
        }
        fs::create_dir_all(&unpack_folder).map_err(Error::file("create", &unpack_folder))?;
        match self.package {
            Package::Npm(package) => process::run(
                Invocation::npm()
                    .arguments([
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--prefix",
                        ".",
                        package,
                    ])
                    .in_folder(&unpack_folder),
            )?,
            Package::Wheel(package) => unpack_wheel(package, &unpack_folder)?,
            Package::Source(package) => unpack_source(package, &unpack_folder)?,
        }
        let found = find_file(&unpack_folder, self.name)?.ok_or_else(|| Error::Unexpected {
            what: format!("the package that should carry {} does not", self.name),
        })?;
        let bytes = fs::read(&found).map_err(Error::file("read", &found))?;
        if digest(&bytes) != self.sha256 {
            return Err(Error::Unexpected {
                what: format!("{} is not the file that was tried: its sha256 differs", self.name),
            });
        }
        let path = self.path(workspace);
        let folder = workspace.tools().join(self.folder);
        fs::create_dir_all(&folder).map_err(Error::file("create", &folder))?;
        fs::write(&path, bytes).map_err(Error::file("write", &path))?;
        fs::remove_dir_all(&unpack_folder).map_err(Error::file("remove", &unpack_folder))
    }
}

/// Downloads and unpacks a wheel. The platform is fixed, since only pictures are taken from the wheel.
fn unpack_wheel(package: &str, folder: &Path) -> Result<(), Error> {
    const ONE_KIND: [&str; 5] =
        ["--only-binary=:all:", "--python-version", "3.11", "--platform", "manylinux_2_28_x86_64"];
    download(package, &ONE_KIND, folder)?;
    unpack(folder, "whl", "zipfile")
}

/// Downloads and unpacks a source package, without building it.
fn unpack_source(package: &str, folder: &Path) -> Result<(), Error> {
    download(package, &["--no-binary=:all:"], folder)?;
    unpack(folder, "gz", "tarfile")
}

fn download(package: &str, options: &[&'static str], folder: &Path) -> Result<(), Error> {
    let pip = Invocation::new("python3")
        .arguments(["-m", "pip", "download", "--quiet", "--no-deps"])
        .arguments(options.iter().copied())
        .arguments(["--dest", ".", package]);
    process::run(pip.in_folder(folder)).map_err(|error| Error::Missing {
        what: error.to_string(),
        remedy: "Install pip (Debian: `apt-get install python3-pip`) and try again.".to_owned(),
    })
}

/// Unpacks the archives with an extension, by a module of Python's standard library.
fn unpack(folder: &Path, ending: &str, module: &'static str) -> Result<(), Error> {
    for archive in list_folder(folder)?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|own| own == ending))
    {
        let extract = Invocation::new("python3")
            .arguments(["-m", module, "-e"])
            .argument(&archive)
            .argument(".");
        process::run(extract.in_folder(folder))?;
    }
    Ok(())
}

/// The first file of a name in a folder or below it.
fn find_file(folder: &Path, name: &str) -> Result<Option<PathBuf>, Error> {
    for path in list_folder(folder)? {
        if path.is_dir() {
            if let Some(found) = find_file(&path, name)? {
                return Ok(Some(found));
            }
        } else if path.file_name().is_some_and(|own| own == name) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn list_folder(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = fs::read_dir(folder).map_err(Error::file("read", folder))?;
    entries
        .map(|entry| entry.map(|entry| entry.path()).map_err(Error::file("read", folder)))
        .collect()
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_app_has_the_names_of_the_served_models() {
        let page = include_str!("../../app/src/imaging/models.rs");
        let workspace = Workspace::find().expect("this workspace");
        for model in MODELS {
            let (_, name) = model.served_file(&workspace);
            assert!(page.contains(&format!("\"/models/{name}\"")), "{name}");
        }
    }
}
