//! The fonts of the cards, found by the names of their files and families.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use swash::{CacheKey, FontDataRef, FontRef, StringId};

use super::layout::Layout;
use crate::SpecimenError;

/// The variable names folders that are searched before the usual ones, separated as paths are. Optional faces in them are used too.
const FOLDERS_VARIABLE: &str = "SSCARD_SPECIMEN_FONTS";
/// The folders of Debian's fonts-noto-cjk and fonts-dejavu-core. No other folder is searched by default, so that a seed gives the same
/// specimens on every machine.
const USUAL_FOLDERS: [&str; 2] =
    ["/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/dejavu"];
/// How many folders deep a font is searched.
const FOLDER_DEPTH: usize = 3;

/// The file of a font, and its family.
type FontFile = (&'static str, &'static str);

const PLAIN: FontFile = ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC");
const BOLD: FontFile = ("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC");
const SERIF: FontFile = ("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC");
const DIGIT_FACES: [FontFile; 2] =
    [("DejaVuSansMono.ttf", "DejaVu Sans Mono"), ("DejaVuSansMono-Bold.ttf", "DejaVu Sans Mono")];
/// Optional faces of values.
const EXTRA_VALUE_FACES: [FontFile; 2] =
    [("wqy-microhei.ttc", "WenQuanYi Micro Hei"), ("wqy-zenhei.ttc", "WenQuanYi Zen Hei")];
/// A face of the ID number that is nearer to the real card than the usual ones.
const OCR_B: FontFile = ("OCRB.otf", "OCR B");
/// The folder of Debian's fonts-ocr-b. It is searched for the layout that requires the face.
const OCR_B_FOLDER: &str = "/usr/share/fonts/opentype/ocr-b";
const SERIF_PLAIN: FontFile = ("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC");

/// One face of a font file.
#[derive(Clone, Debug)]
pub(crate) struct FontFace {
    data: Arc<[u8]>,
    offset: u32,
    key: CacheKey,
}

impl FontFace {
    fn read(path: &Path, family: &str) -> Option<Self> {
        let data = std::fs::read(path).ok()?;
        let fonts = FontDataRef::new(&data)?;
        let mut faces = fonts.fonts();
        let face = faces.find(|face| {
            face.localized_strings()
                .filter(|name| name.id() == StringId::Family)
                // Some files have a space after the name.
                .any(|name| name.chars().collect::<String>().trim_end() == family)
        })?;
        let (offset, key) = (face.offset, face.key);
        Some(Self { data: data.into(), offset, key })
    }

    pub(crate) fn font(&self) -> FontRef<'_> {
        FontRef { data: &self.data, offset: self.offset, key: self.key }
    }

    /// The glyph of a character; `None` where the face lacks it.
    pub(crate) fn glyph(&self, letter: char) -> Option<u16> {
        Some(self.font().charmap().map(letter)).filter(|glyph| *glyph != 0)
    }

    /// The advance width of a character, in sizes of the font.
    pub(crate) fn advance(&self, letter: char) -> f32 {
        let glyph = self.font().charmap().map(letter);
        self.font().glyph_metrics(&[]).scale(1.0).advance_width(glyph)
    }
}

/// The faces in which cards of a layout are printed.
#[derive(Clone, Debug)]
pub(crate) struct Fonts {
    layout: Layout,
    /// The faces of values on the portrait side.
    values: Vec<FontFace>,
    /// The faces of 公民身份号码.
    digits: Vec<FontFace>,
    pub(crate) plain: FontFace,
    pub(crate) bold: FontFace,
    pub(crate) serif: FontFace,
}

impl Fonts {
    /// Loads the faces of a layout.
    ///
    /// # Errors
    /// [`SpecimenError::FontMissing`] when a required face is missing.
    pub(crate) fn load(layout: Layout) -> Result<Self, SpecimenError> {
        let given = std::env::var_os(FOLDERS_VARIABLE);
        let folders: Vec<PathBuf> = given
            .iter()
            .flat_map(std::env::split_paths)
            .chain(USUAL_FOLDERS.map(PathBuf::from))
            .collect();
        let in_folders = |folders: &[PathBuf], (file, family): FontFile| {
            folders
                .iter()
                .find_map(|folder| FontFace::read(&find_file(folder, file, FOLDER_DEPTH)?, family))
        };
        let read = |font: FontFile| in_folders(&folders, font);
        let missing = |(file, family): FontFile| SpecimenError::FontMissing {
            file,
            family,
            variable: FOLDERS_VARIABLE,
        };
        let required = |font: FontFile| read(font).ok_or_else(|| missing(font));
        let plain = required(PLAIN)?;
        let bold = required(BOLD)?;
        let serif = required(SERIF)?;
        let usual_digits =
            || DIGIT_FACES.into_iter().map(required).collect::<Result<Vec<FontFace>, _>>();
        let (values, digits) = match layout {
            Layout::Usual => {
                let mut values = vec![plain.clone(), plain.clone(), plain.clone(), bold.clone()];
                values.extend(EXTRA_VALUE_FACES.into_iter().filter_map(read));
                let mut digits = usual_digits()?;
                digits.extend(read(OCR_B));
                (values, digits)
            }
            Layout::WideNumber => {
                let ocr_b = read(OCR_B)
                    .or_else(|| in_folders(&[PathBuf::from(OCR_B_FOLDER)], OCR_B))
                    .ok_or_else(|| missing(OCR_B))?;
                (vec![plain.clone(), plain.clone(), bold.clone()], vec![ocr_b])
            }
            Layout::Songti => (vec![required(SERIF_PLAIN)?, serif.clone()], usual_digits()?),
        };
        Ok(Self { layout, values, digits, plain, bold, serif })
    }

    pub(crate) fn layout(&self) -> Layout {
        self.layout
    }

    /// The faces of values.
    pub(crate) fn values(&self) -> &[FontFace] {
        &self.values
    }

    /// The faces of the ID number.
    pub(crate) fn digits(&self) -> &[FontFace] {
        &self.digits
    }

    /// The face of the portrait side's labels.
    pub(crate) fn labels(&self) -> &FontFace {
        match self.layout {
            Layout::Usual | Layout::WideNumber => &self.plain,
            Layout::Songti => &self.values[0],
        }
    }

    /// The face of 签发机关 and 有效期限.
    pub(crate) fn emblem_labels(&self) -> &FontFace {
        match self.layout {
            Layout::Usual | Layout::WideNumber => &self.bold,
            Layout::Songti => &self.serif,
        }
    }
}

/// Finds a file of this name in a folder or below it. Folders are searched in the order of their names.
fn find_file(folder: &Path, file: &str, depth: usize) -> Option<PathBuf> {
    let path = folder.join(file);
    if path.is_file() {
        return Some(path);
    }
    let mut below: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| depth > 1 && path.is_dir())
        .collect();
    below.sort();
    below.iter().find_map(|folder| find_file(folder, file, depth - 1))
}
