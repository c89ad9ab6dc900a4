//! The browser's own decoders, which are faster than ours and know more formats. What they give is only worked with: the photo
//! that comes of it is judged by our own decoder, here and on the server.

mod turned;

use js_sys::{ArrayBuffer, Object, Promise, Reflect};
use sscard_vision::{Orientation, Picture, encode_preview};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DedicatedWorkerGlobalScope, ImageBitmap, ImageBitmapOptions, ImageEncodeOptions,
    OffscreenCanvas, OffscreenCanvasRenderingContext2d,
};

/// The most pixels that every canvas holds: more comes out blank in some phones' browsers, without an error.
pub const CANVAS_PIXELS: u64 = 16_777_216;

/// The browser's decoders, the better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decoder {
    /// Decodes to a smaller size at once, where it exists.
    ImageDecoder,
    /// Decodes whole and shrinks.
    ImageBitmap,
}

/// What is wanted of a picture.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Width in pixels of the upright result.
    pub width: u32,
    /// Height in pixels of the upright result.
    pub height: u32,
    /// How the file keeps the picture.
    pub orientation: Orientation,
}

#[wasm_bindgen]
extern "C" {
    type ImageDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(init: &Object) -> Result<ImageDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &ImageDecoder) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method)]
    fn close(this: &ImageDecoder);

    /// A decoded picture; only its drawing and its end are used.
    type Frame;
    #[wasm_bindgen(method, getter, js_name = displayWidth)]
    fn display_width(this: &Frame) -> u32;
    #[wasm_bindgen(method, getter, js_name = displayHeight)]
    fn display_height(this: &Frame) -> u32;
    #[wasm_bindgen(method)]
    fn close(this: &Frame);

    type Pen;
    #[wasm_bindgen(method, catch, js_name = drawImage)]
    fn draw(
        this: &Pen,
        image: &JsValue,
        x: f64,
        y: f64,
        width: f64,
        height: f64,
    ) -> Result<(), JsValue>;
}

/// Decodes to about the wanted size, upright; nothing where this browser cannot, or where the picture came out blank or of
/// another shape.
pub async fn decode(decoder: Decoder, blob: &Blob, mime: &str, wanted: Wanted) -> Option<Picture> {
    if wanted.orientation != Orientation::Upright && !turned::comes_upright(decoder).await {
        return None;
    }
    decode_unchecked(decoder, blob, mime, wanted).await
}

async fn decode_unchecked(
    decoder: Decoder,
    blob: &Blob,
    mime: &str,
    wanted: Wanted,
) -> Option<Picture> {
    let picture = match decoder {
        Decoder::ImageDecoder => by_image_decoder(blob, mime, wanted).await.ok()?,
        Decoder::ImageBitmap => by_image_bitmap(blob, mime, wanted).await.ok()?,
    };
    (!is_blank(&picture)).then_some(picture)
}

/// Decodes a file of a format that is not ours to read, whole or shrunk to at most so many pixels. The width and height in the
/// file come with it.
pub async fn decode_foreign(blob: &Blob, at_most: u64) -> Option<(Picture, u32, u32)> {
    let bitmap = bitmap(blob, None).await.ok()?;
    let (width, height) = (bitmap.width(), bitmap.height());
    let (out_width, out_height) = fitted(width, height, at_most.min(CANVAS_PIXELS));
    let drawn = picture(&bitmap, out_width, out_height, "");
    bitmap.close();
    let picture = drawn.ok()?;
    (!is_blank(&picture)).then_some((picture, width, height))
}

/// The largest size of the same shape with at most so many pixels.
#[must_use]
pub fn fitted(width: u32, height: u32, at_most: u64) -> (u32, u32) {
    let (w, h) = (f64::from(width), f64::from(height));
    let scale = (at_most as f64 / (w * h).max(1.0)).sqrt().min(1.0);
    (((w * scale) as u32).max(1), ((h * scale) as u32).max(1))
}

/// A JPEG of the picture to show, at most so wide and high.
pub async fn preview(picture: &Picture, max_side: u32) -> Option<Vec<u8>> {
    match by_canvas(picture, max_side).await {
        Ok(bytes) => Some(bytes),
        // An old browser without canvases in workers.
        Err(_) => encode_preview(&picture.preview(max_side).ok()?).ok(),
    }
}

/// The browser shrinks and encodes: for showing, its way of doing both is as good as ours and a good deal faster.
async fn by_canvas(picture: &Picture, max_side: u32) -> Result<Vec<u8>, JsValue> {
    let (width, height) = (picture.width(), picture.height());
    let mut pixels = vec![255; width as usize * height as usize * 4];
    for (rgba, rgb) in pixels.as_chunks_mut::<4>().0.iter_mut().zip(picture.pixels()) {
        rgba[..3].copy_from_slice(rgb);
    }
    let image = web_sys::ImageData::new_with_u8_clamped_array_and_sh(
        wasm_bindgen::Clamped(&pixels),
        width,
        height,
    )?;
    let (whole, pen) = canvas(width, height)?;
    pen.put_image_data(&image, 0.0, 0.0)?;
    let scale = (f64::from(max_side) / f64::from(width.max(height))).min(1.0);
    let side = |length: u32| ((f64::from(length) * scale) as u32).max(1);
    let (width, height) = (side(width), side(height));
    let (canvas, pen) = canvas(width, height)?;
    let drawing: &Pen = pen.unchecked_ref();
    drawing.draw(&whole, 0.0, 0.0, f64::from(width), f64::from(height))?;
    let options = ImageEncodeOptions::new();
    options.set_type("image/jpeg");
    options.set_quality(0.8);
    let blob = JsFuture::from(canvas.convert_to_blob_with_options(&options)?).await?;
    let buffer = JsFuture::from(blob.dyn_into::<Blob>()?.array_buffer()).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

async fn by_image_decoder(blob: &Blob, mime: &str, wanted: Wanted) -> Result<Picture, JsValue> {
    let init = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&init, &name.into(), value);
    let data: ArrayBuffer = JsFuture::from(blob.array_buffer()).await?.dyn_into()?;
    set("data", &data)?;
    set("type", &mime.into())?;
    // The size is that of the picture as it is stored, before it is turned upright.
    let (width, height) = if wanted.orientation.swaps_sides() {
        (wanted.height, wanted.width)
    } else {
        (wanted.width, wanted.height)
    };
    set("desiredWidth", &width.into())?;
    set("desiredHeight", &height.into())?;
    let decoder = ImageDecoder::new(&init)?;
    let decoded = match decoder.decode() {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    decoder.close();
    let frame: Frame = Reflect::get(&decoded?, &"image".into())?.unchecked_into();
    // It comes in a size near to the wanted one; a smaller one than wanted is of no use.
    let (width, height) = (frame.display_width(), frame.display_height());
    let drawn = if same_shape((width, height), (wanted.width, wanted.height)) {
        picture(&frame, wanted.width, wanted.height, mime)
    } else {
        Err(JsValue::NULL)
    };
    frame.close();
    drawn
}

async fn by_image_bitmap(blob: &Blob, mime: &str, wanted: Wanted) -> Result<Picture, JsValue> {
    let bitmap = bitmap(blob, Some(wanted)).await?;
    let drawn = if same_shape((bitmap.width(), bitmap.height()), (wanted.width, wanted.height)) {
        picture(&bitmap, wanted.width, wanted.height, mime)
    } else {
        Err(JsValue::NULL)
    };
    bitmap.close();
    drawn
}

async fn bitmap(blob: &Blob, wanted: Option<Wanted>) -> Result<ImageBitmap, JsValue> {
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(web_sys::ImageOrientation::FromImage);
    if let Some(wanted) = wanted {
        // With one side alone the other follows from the picture, so that the result shows whether the browser sees the shape that we see.
        options.set_resize_width(wanted.width);
        options.set_resize_quality(web_sys::ResizeQuality::Medium);
    }
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let promise = scope.create_image_bitmap_with_blob_and_image_bitmap_options(blob, &options)?;
    JsFuture::from(promise).await?.dyn_into()
}

/// Draws an image of the browser's and takes its pixels; on white where it may be transparent.
fn picture(image: &JsValue, width: u32, height: u32, mime: &str) -> Result<Picture, JsValue> {
    let (_, pen) = canvas(width, height)?;
    if mime != "image/jpeg" {
        pen.set_fill_style_str("#fff");
        pen.fill_rect(0.0, 0.0, f64::from(width), f64::from(height));
    }
    pen.set_image_smoothing_enabled(true);
    let drawing: &Pen = pen.unchecked_ref();
    drawing.draw(image, 0.0, 0.0, f64::from(width), f64::from(height))?;
    let data = pen.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?;
    Picture::from_rgba(width, height, data.data().0).map_err(|_| JsValue::NULL)
}

fn canvas(
    width: u32,
    height: u32,
) -> Result<(OffscreenCanvas, OffscreenCanvasRenderingContext2d), JsValue> {
    let canvas = OffscreenCanvas::new(width, height)?;
    // Without this the pixels would live on a graphics card, and reading them back costs more than drawing.
    let options = Object::new();
    Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE)?;
    let pen = canvas.get_context_with_context_options("2d", &options)?.ok_or(JsValue::NULL)?;
    Ok((canvas, pen.unchecked_into()))
}

/// Whether two sizes have the same proportions, as far as rounding to whole pixels lets them.
fn same_shape((width, height): (u32, u32), (w, h): (u32, u32)) -> bool {
    let (width, height, w, h) = (f64::from(width), f64::from(height), f64::from(w), f64::from(h));
    (width * h - height * w).abs() <= 2.0 * (width + height).max(w + h)
}

/// Whether nothing was drawn: some browsers give a blank picture where memory ran out. A picture that is truly of one colour is
/// decoded again by our own decoder, which settles it.
fn is_blank(picture: &Picture) -> bool {
    let first = picture.pixels().first();
    picture.pixels().iter().all(|pixel| Some(pixel) == first)
}
