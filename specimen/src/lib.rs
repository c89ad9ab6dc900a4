//! Card photos whose faults are known, because they were put there: by what the product's eyes and rules are measured.
//!
//! People come from public-domain portraits that `cargo xtask setup` fetches, cut out of their ground, and from drawn busts.
//! Everything follows from a seed, so that a specimen is found again by its number.

mod accuracy;
mod automatic_crop;
mod busts;
mod canvas;
mod card_photo;
mod composition;
mod faults;
mod file;
mod id_card;
mod live;
mod parallel;
mod person;
mod portraits;
mod random;
mod scenes;
mod source_images;
mod specimen;
mod truth;

use std::path::PathBuf;

use sscard_vision::{ModelError, PictureError};

pub use accuracy::{Accuracy, FaultRate, Share};
pub use automatic_crop::{AutomaticCrops, measure_automatic_crops};
pub use id_card::{
    Distortions, IdCard, IdCardTruth, Layout, PictureContent, Printer, RenderingStyle,
};
pub use live::{LiveCamera, LivePose, make_live_film, make_live_frames};
pub use parallel::in_parallel;
pub use portraits::load_portrait_finder;
pub use source_images::SourceImages;
pub use specimen::Specimen;
pub use truth::{Presence, Truth};

/// Why specimens could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SpecimenError {
    /// A network or a portrait is not on this machine.
    #[error("{} is not there ({source}): fetch it with `cargo xtask setup`", path.display())]
    NotFetched {
        /// Where it should be.
        path: PathBuf,
        /// What was found instead.
        source: std::io::Error,
    },
    /// A portrait on which the face network sees nobody.
    #[error("nobody is seen on {file}")]
    NoFaceFound {
        /// The portrait.
        file: &'static str,
    },
    /// A font that cards are set in is not on this machine.
    #[error(
        "the font {family} ({file}) is not there: install it with `apt-get install fonts-noto-cjk fonts-dejavu-core fonts-ocr-b`, or name the \
         folders that have it in {variable}"
    )]
    FontMissing {
        /// The file that has it.
        file: &'static str,
        /// Its name.
        family: &'static str,
        /// The environment variable that names folders.
        variable: &'static str,
    },
    /// A network that is none.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A picture that could not be made.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A PNG that could not be written.
    #[error(transparent)]
    Png(#[from] png::EncodingError),
    /// A JPEG that could not be written.
    #[error(transparent)]
    Jpeg(#[from] jpeg_encoder::EncodingError),
}
