//! Prints the lines of text in pictures of cards.
//!
//! `cargo run --release -p sscard-vision --features text --example card_text -- DETECTOR RECOGNISER PICTURE…`

#![expect(clippy::print_stdout, reason = "printing is what this example is for")]

use std::{error::Error, time::Instant};

use sscard_vision::{Limits, Picture, TextReader};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut read_model = || -> Result<&'static [u8], Box<dyn Error>> {
        let path = arguments.next().ok_or("give two models and then pictures")?;
        Ok(std::fs::read(path)?.leak())
    };
    let (detector, recogniser) = (read_model()?, read_model()?);
    let reader = TextReader::new(detector, recogniser, 1)?;
    for path in arguments {
        let picture = Picture::decode(&std::fs::read(&path)?, &Limits::default())?;
        let begun = Instant::now();
        let read = reader.read_card(&picture)?;
        let sheet = read.sheet();
        println!(
            "{path}: {:.2?}, quarters {}, card {}, another {}, coloured {:.3}",
            begun.elapsed(),
            read.quarter_turns(),
            sheet.is_card,
            sheet.another_card,
            sheet.coloured.unwrap_or_default()
        );
        for line in &sheet.lines {
            let text: String = line.letters.iter().map(|letter| letter.character).collect();
            let least = line.letters.iter().map(|letter| letter.confidence).fold(1.0, f64::min);
            let area = line.area;
            println!(
                "  {:.2} {:.2} – {:.2} {:.2}  {least:.3}  {text}",
                area.left, area.top, area.right, area.bottom
            );
        }
    }
    Ok(())
}
