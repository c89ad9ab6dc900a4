//! Makes card photos and pictures of ID cards whose faults are known, because they were put there. The product's models and rules are
//! measured by them.
//!
//! The people come from public-domain portraits, which `cargo xtask setup` fetches and which are cut out of their ground, and from drawn
//! busts.
//! Every specimen follows from a seed and its number, so that it can be made again.

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
    /// A model or a portrait is not on this machine.
    #[error("{} is missing ({source}): fetch it with `cargo xtask setup`", path.display())]
    NotFetched {
        /// The expected path.
        path: PathBuf,
        /// The error of reading it.
        source: std::io::Error,
    },
    /// The face model finds no face on a portrait.
    #[error("no face is found on {file}")]
    NoFaceFound {
        /// The file of the portrait.
        file: &'static str,
    },
    /// A font in which cards are printed is not on this machine.
    #[error(
        "the font {family} ({file}) is missing: install it with `apt-get install fonts-noto-cjk fonts-dejavu-core fonts-ocr-b`, or name the \
         folders that have it in {variable}"
    )]
    FontMissing {
        /// The name of the font's file.
        file: &'static str,
        /// The family of the font.
        family: &'static str,
        /// The environment variable that names folders of fonts.
        variable: &'static str,
    },
    /// A file that is no usable model.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A picture could not be made.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A PNG could not be written.
    #[error(transparent)]
    Png(#[from] png::EncodingError),
    /// A JPEG could not be written.
    #[error(transparent)]
    Jpeg(#[from] jpeg_encoder::EncodingError),
}
