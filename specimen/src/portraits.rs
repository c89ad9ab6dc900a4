//! The fetched public-domain portraits, cut out of their ground.

use std::path::PathBuf;

use sscard_vision::{FaceFinder, GroundFinder, Limits, Picture, PortraitFinder};

use crate::SpecimenError;
use crate::person::{Gaze, Geometry, Person};
use crate::sheet::Sheet;

/// A portrait and what was read off it by eye, in its own pixels.
struct Portrait {
    file: &'static str,
    geometry: Geometry,
    gaze: Gaze,
    in_colour: bool,
    /// How far the width of the face may be read otherwise.
    width_doubt: f32,
}

const PORTRAITS: [Portrait; 4] = [
    Portrait {
        file: "obama.jpg",
        geometry: Geometry {
            eyes: (496.5, 213.5),
            tilt: 0.0,
            face_width: 238.0,
            mouth: 114.0,
            chin: 224.0,
            crown: 184.0,
        },
        gaze: Gaze::Ahead,
        in_colour: true,
        width_doubt: 0.03,
    },
    Portrait {
        file: "astronaut.png",
        geometry: Geometry {
            eyes: (224.3, 103.0),
            tilt: 2.6,
            face_width: 91.0,
            mouth: 44.0,
            chin: 76.0,
            crown: 88.0,
        },
        gaze: Gaze::Ahead,
        in_colour: true,
        width_doubt: 0.05,
    },
    Portrait {
        file: "biden.jpg",
        geometry: Geometry {
            eyes: (593.0, 335.5),
            tilt: 11.4,
            face_width: 293.0,
            mouth: 128.0,
            chin: 245.0,
            crown: 236.0,
        },
        gaze: Gaze::Aside,
        in_colour: true,
        width_doubt: 0.06,
    },
    Portrait {
        file: "camera.png",
        geometry: Geometry {
            eyes: (238.0, 148.0),
            tilt: 0.0,
            face_width: 72.0,
            mouth: 36.0,
            chin: 50.0,
            crown: 84.0,
        },
        gaze: Gaze::Profile,
        in_colour: false,
        width_doubt: 1.0,
    },
];

/// The networks and the portraits as `cargo xtask setup` puts them on the machine.
pub(crate) fn fetched(folder: &str, name: &str) -> Result<Vec<u8>, SpecimenError> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let tools = set("SSCARD_TOOLS")
        .or_else(|| set("XDG_CACHE_HOME").map(|cache| cache.join("sscard/tools")))
        .or_else(|| set("HOME").map(|home| home.join(".cache/sscard/tools")))
        .unwrap_or_default();
    let path = tools.join(folder).join(name);
    std::fs::read(&path).map_err(|source| SpecimenError::NotFetched { path, source })
}

/// The finder that the product uses.
///
/// # Errors
/// [`SpecimenError::NotFetched`], or what is wrong with the networks.
pub fn finder() -> Result<PortraitFinder, SpecimenError> {
    Ok(PortraitFinder::new(&face_model()?, &ground_model()?)?)
}

pub(crate) fn face_model() -> Result<Vec<u8>, SpecimenError> {
    fetched("models", "face_detection_short_range.tflite")
}

fn ground_model() -> Result<Vec<u8>, SpecimenError> {
    fetched("models", "selfie_segmentation.tflite")
}

/// The portraits as whole pictures, for parts of them that show nobody.
pub(crate) fn pictures() -> Result<Vec<(&'static str, Sheet)>, SpecimenError> {
    PORTRAITS
        .iter()
        .map(|portrait| Ok((portrait.file, Sheet::of(&decoded(portrait.file)?))))
        .collect()
}

fn decoded(file: &str) -> Result<Picture, SpecimenError> {
    Ok(Picture::decode(&fetched("portraits", file)?, &Limits::default())?)
}

/// One person of the portraits with the ground that they stand before.
pub(crate) fn uncut(name: &str) -> Result<Person, SpecimenError> {
    let known = PORTRAITS.iter().find(|portrait| portrait.file.split('.').next() == Some(name));
    let portrait = known.ok_or(SpecimenError::NobodyOn { file: "the portraits" })?;
    let colours = Sheet::of(&decoded(portrait.file)?);
    Ok(Person {
        name: name.to_owned(),
        cover: vec![1.0; colours.pixels.len()],
        colours,
        geometry: portrait.geometry,
        gaze: portrait.gaze,
        width_doubt: portrait.width_doubt,
        in_colour: portrait.in_colour,
    })
}

/// Everybody, cut out.
pub(crate) fn people() -> Result<Vec<Person>, SpecimenError> {
    let faces = FaceFinder::new(&face_model()?)?;
    let ground = GroundFinder::new(&ground_model()?)?;
    PORTRAITS.iter().map(|portrait| cut_out(portrait, &faces, &ground)).collect()
}

fn cut_out(
    portrait: &Portrait,
    faces: &FaceFinder,
    ground: &GroundFinder,
) -> Result<Person, SpecimenError> {
    let picture = decoded(portrait.file)?;
    let found = faces.find_faces(&picture)?;
    let face = found.first().ok_or(SpecimenError::NobodyOn { file: portrait.file })?;
    let mask = ground.mask_about_face(&picture, face)?;
    let colours = Sheet::of(&picture);
    let (width, height) = (colours.width, colours.height);
    let places =
        (0..height).flat_map(|y| (0..width).map(move |x| (x as f32 + 0.5, y as f32 + 0.5)));
    // The edge is drawn a little inside of the network's, so that nothing of the old ground comes along.
    let cover: Vec<f32> =
        places.map(|(x, y)| ((mask.probability_at(x, y) - 0.62) / 0.33).clamp(0.0, 1.0)).collect();
    // The edge is where it was cut, a little below the crown that was read off the whole picture.
    let geometry =
        Geometry { crown: crown(&portrait.geometry, &cover, width), ..portrait.geometry };
    Ok(Person {
        name: portrait.file.split('.').next().unwrap_or_default().to_owned(),
        colours,
        cover,
        geometry,
        gaze: portrait.gaze,
        width_doubt: portrait.width_doubt,
        in_colour: portrait.in_colour,
    })
}

/// From the eyes up to the highest point that was cut out, along the head's own axis.
fn crown(read: &Geometry, cover: &[f32], width: usize) -> f32 {
    let heights = cover.iter().enumerate().filter(|(_, share)| **share > 0.5).map(|(index, _)| {
        let place = ((index % width) as f32 + 0.5, (index / width) as f32 + 0.5);
        read.own_axes(place)
    });
    let above = heights.filter(|(across, _)| across.abs() < 0.7 * read.face_width);
    above.map(|(_, down)| -down).fold(0.0, f32::max)
}
