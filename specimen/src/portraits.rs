//! The fetched public-domain portraits, and the people cut out of them.

use std::path::PathBuf;

use sscard_vision::{FaceFinder, GroundFinder, Limits, Picture, PortraitFinder};

use crate::SpecimenError;
use crate::canvas::Canvas;
use crate::person::{Gaze, HeadGeometry, Person};

/// A portrait with its geometry, which was measured by eye in the portrait's own pixels.
struct Portrait {
    file: &'static str,
    geometry: HeadGeometry,
    gaze: Gaze,
    is_in_colour: bool,
    /// How far another measurement of the face's width may differ, as a share of it.
    width_doubt: f32,
}

const PORTRAITS: [Portrait; 4] = [
    Portrait {
        file: "obama.jpg",
        geometry: HeadGeometry {
            eyes: (496.5, 213.5),
            tilt: 0.0,
            face_width: 238.0,
            mouth: 114.0,
            chin: 224.0,
            crown: 184.0,
        },
        gaze: Gaze::Ahead,
        is_in_colour: true,
        width_doubt: 0.03,
    },
    Portrait {
        file: "astronaut.png",
        geometry: HeadGeometry {
            eyes: (224.3, 103.0),
            tilt: 2.6,
            face_width: 91.0,
            mouth: 44.0,
            chin: 76.0,
            crown: 88.0,
        },
        gaze: Gaze::Ahead,
        is_in_colour: true,
        width_doubt: 0.05,
    },
    Portrait {
        file: "biden.jpg",
        geometry: HeadGeometry {
            eyes: (593.0, 335.5),
            tilt: 11.4,
            face_width: 293.0,
            mouth: 128.0,
            chin: 245.0,
            crown: 236.0,
        },
        gaze: Gaze::Aside,
        is_in_colour: true,
        width_doubt: 0.06,
    },
    Portrait {
        file: "camera.png",
        geometry: HeadGeometry {
            eyes: (238.0, 148.0),
            tilt: 0.0,
            face_width: 72.0,
            mouth: 36.0,
            chin: 50.0,
            crown: 84.0,
        },
        gaze: Gaze::Profile,
        is_in_colour: false,
        width_doubt: 1.0,
    },
];

/// Reads a model or a portrait from the folder where `cargo xtask setup` puts it.
pub(crate) fn read_fetched(folder: &str, name: &str) -> Result<Vec<u8>, SpecimenError> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let tools = set("SSCARD_TOOLS")
        .or_else(|| set("XDG_CACHE_HOME").map(|cache| cache.join("sscard/tools")))
        .or_else(|| set("HOME").map(|home| home.join(".cache/sscard/tools")))
        .unwrap_or_default();
    let path = tools.join(folder).join(name);
    std::fs::read(&path).map_err(|source| SpecimenError::NotFetched { path, source })
}

/// Loads the portrait finder that the product uses.
///
/// # Errors
/// [`SpecimenError::NotFetched`] when a model is missing, and [`SpecimenError::Model`] when it cannot be used.
pub fn load_portrait_finder() -> Result<PortraitFinder, SpecimenError> {
    Ok(PortraitFinder::new(&read_face_model()?, &read_ground_model()?)?)
}

pub(crate) fn read_face_model() -> Result<Vec<u8>, SpecimenError> {
    read_fetched("models", "face_detection_short_range.tflite")
}

fn read_ground_model() -> Result<Vec<u8>, SpecimenError> {
    read_fetched("models", "selfie_segmentation.tflite")
}

/// The portraits as whole pictures. Parts of them show no face.
pub(crate) fn load_pictures() -> Result<Vec<(&'static str, Canvas)>, SpecimenError> {
    PORTRAITS
        .iter()
        .map(|portrait| Ok((portrait.file, Canvas::from_picture(&decode_portrait(portrait.file)?))))
        .collect()
}

fn decode_portrait(file: &str) -> Result<Picture, SpecimenError> {
    Ok(Picture::decode(&read_fetched("portraits", file)?, &Limits::default())?)
}

/// The person of a portrait together with the portrait's own ground.
pub(crate) fn load_with_ground(name: &str) -> Result<Person, SpecimenError> {
    let known = PORTRAITS.iter().find(|portrait| portrait.file.split('.').next() == Some(name));
    let portrait = known.ok_or(SpecimenError::NoFaceFound { file: "the portraits" })?;
    let colours = Canvas::from_picture(&decode_portrait(portrait.file)?);
    Ok(Person {
        name: name.to_owned(),
        cover: vec![1.0; colours.pixels.len()],
        colours,
        geometry: portrait.geometry,
        gaze: portrait.gaze,
        width_doubt: portrait.width_doubt,
        is_in_colour: portrait.is_in_colour,
    })
}

/// Cuts the person out of each portrait.
pub(crate) fn cut_out_people() -> Result<Vec<Person>, SpecimenError> {
    let faces = FaceFinder::new(&read_face_model()?)?;
    let ground = GroundFinder::new(&read_ground_model()?)?;
    PORTRAITS.iter().map(|portrait| cut_out(portrait, &faces, &ground)).collect()
}

fn cut_out(
    portrait: &Portrait,
    faces: &FaceFinder,
    ground: &GroundFinder,
) -> Result<Person, SpecimenError> {
    let picture = decode_portrait(portrait.file)?;
    let found = faces.find_faces(&picture)?;
    let face = found.first().ok_or(SpecimenError::NoFaceFound { file: portrait.file })?;
    let mask = ground.mask_about_face(&picture, face)?;
    let colours = Canvas::from_picture(&picture);
    let (width, height) = (colours.width, colours.height);
    let places =
        (0..height).flat_map(|y| (0..width).map(move |x| (x as f32 + 0.5, y as f32 + 0.5)));
    // The edge lies a little inside of the model's edge, so that nothing of the old ground remains.
    let cover: Vec<f32> =
        places.map(|(x, y)| ((mask.probability_at(x, y) - 0.62) / 0.33).clamp(0.0, 1.0)).collect();
    // The crown is measured on the cut-out, whose edge lies a little below the crown of the whole picture.
    let geometry = HeadGeometry {
        crown: measure_crown(&portrait.geometry, &cover, width),
        ..portrait.geometry
    };
    Ok(Person {
        name: portrait.file.split('.').next().unwrap_or_default().to_owned(),
        colours,
        cover,
        geometry,
        gaze: portrait.gaze,
        width_doubt: portrait.width_doubt,
        is_in_colour: portrait.is_in_colour,
    })
}

/// The distance from the eyes up to the highest point of the cut-out, along the head's own axis.
fn measure_crown(read: &HeadGeometry, cover: &[f32], width: usize) -> f32 {
    let heights = cover.iter().enumerate().filter(|(_, share)| **share > 0.5).map(|(index, _)| {
        let place = ((index % width) as f32 + 0.5, (index / width) as f32 + 0.5);
        read.head_axes_position(place)
    });
    let above = heights.filter(|(across, _)| across.abs() < 0.7 * read.face_width);
    above.map(|(_, down)| -down).fold(0.0, f32::max)
}
