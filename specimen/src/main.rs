//! `sscard-specimen accuracy`, `sscard-specimen write`, `sscard-specimen cards` and `sscard-specimen live`.

#![expect(clippy::print_stdout, reason = "its output is its result")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use sscard_specimen::{
    Accuracy, Automatic, Cast, IdCard, Layout, Manner, Printer, Rate, Specimen, SpecimenError,
    automatic_crops, finder, in_parallel, live_film, live_frames,
};

#[derive(Debug, Parser)]
#[command(about = "Card photos whose faults are known", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print how often each fault is told where it is and where it is not, as a table in Markdown.
    Accuracy {
        /// Specimens.
        #[arg(long, default_value_t = 2000)]
        count: u64,
        /// Wide pictures for the automatic crop.
        #[arg(long, default_value_t = 300)]
        phone: u64,
        /// Another seed gives other specimens.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Name the specimens that were judged wrongly, on standard error.
        #[arg(long)]
        wrong: bool,
    },
    /// Write specimens into a folder.
    Write {
        /// The folder; it is made.
        folder: PathBuf,
        /// How many.
        #[arg(long, default_value_t = 2000)]
        count: u64,
        /// Another seed gives other specimens.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Write pictures of identity cards of people who do not exist into a folder, and what is true of them into its truth.jsonl.
    Cards {
        /// The folder; it is made.
        folder: PathBuf,
        /// How they are made.
        #[arg(long, value_enum, default_value_t = CardManner::Photo)]
        manner: CardManner,
        /// The family of layout that they are printed in.
        #[arg(long, value_enum, default_value_t = CardLayout::Usual)]
        layout: CardLayout,
        /// How many.
        #[arg(long, default_value_t = 500)]
        count: u64,
        /// Another seed gives other people and pictures.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Write what a live camera sees of a person who does the moves of 人脸识别 into a folder: a frame of each move, and a film in which
    /// they follow each other, for a browser's camera that plays a file.
    Live {
        /// The folder; it is made.
        folder: PathBuf,
    },
}

/// The words of [`Manner`].
#[derive(Clone, Copy, Debug, ValueEnum)]
enum CardManner {
    /// Straight and even.
    Clean,
    /// As phones take them.
    Photo,
    /// From the side, with a reflection across the card.
    Gloss,
    /// Copies, two at once, parts, and what is no card.
    Odd,
}

impl From<CardManner> for Manner {
    fn from(word: CardManner) -> Self {
        match word {
            CardManner::Clean => Self::Clean,
            CardManner::Photo => Self::Photo,
            CardManner::Gloss => Self::Gloss,
            CardManner::Odd => Self::Odd,
        }
    }
}

/// The words of [`Layout`].
#[derive(Clone, Copy, Debug, ValueEnum)]
enum CardLayout {
    /// Sans-serif values, the nearest to the real card.
    Usual,
    /// A number in OCR-B that ends at the right edge.
    WideNumber,
    /// Values in a serif face.
    Songti,
}

impl From<CardLayout> for Layout {
    fn from(word: CardLayout) -> Self {
        match word {
            CardLayout::Usual => Self::Usual,
            CardLayout::WideNumber => Self::WideNumber,
            CardLayout::Songti => Self::Songti,
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Specimen(#[from] SpecimenError),
    #[error("cannot write {}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("cannot write what is true of a card: {0}")]
    Truth(#[from] serde_json::Error),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Accuracy { count, phone, seed, wrong } => accuracy(count, phone, seed, wrong),
        Command::Write { folder, count, seed } => write(&folder, count, seed),
        Command::Cards { folder, manner, layout, count, seed } => Printer::set_up(layout.into())
            .map_err(Failure::from)
            .and_then(|printer| cards(&folder, &printer, manner.into(), count, seed)),
        Command::Live { folder } => live(&folder),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("sscard-specimen: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Tells which file it was.
fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { path, source }
}

fn cards(
    folder: &Path,
    printer: &Printer,
    manner: Manner,
    count: u64,
    seed: u64,
) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    let lines = in_parallel(count, |number| -> Result<String, Failure> {
        let card = IdCard::new(printer, manner, seed, number)?;
        let path = folder.join(card.truth().file());
        std::fs::write(&path, card.bytes()).map_err(failed(&path))?;
        Ok(card.truth().json()? + "\n")
    });
    let truth = lines.into_iter().collect::<Result<String, Failure>>()?;
    let path = folder.join("truth.jsonl");
    std::fs::write(&path, truth).map_err(failed(&path))
}

fn live(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    let files = live_frames()?.into_iter().chain([("moves.mjpeg", live_film()?)]);
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(failed(&path))?;
    }
    Ok(())
}

fn write(folder: &Path, count: u64, seed: u64) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    let cast = Cast::assemble()?;
    in_parallel(count, |number| -> Result<(), Failure> {
        let specimen = Specimen::new(&cast, seed, number)?;
        let path = folder.join(specimen.name());
        std::fs::write(&path, specimen.bytes()).map_err(failed(&path))
    })
    .into_iter()
    .collect()
}

fn accuracy(count: u64, phone: u64, seed: u64, wrong: bool) -> Result<(), Failure> {
    let cast = Cast::assemble()?;
    let finder = finder()?;
    let accuracy = Accuracy::measure(&cast, &finder, count, seed)?;
    let automatic = automatic_crops(&cast, &finder, phone, seed)?;
    println!("{count} specimens, seed {seed}.\n");
    println!("| fault | | told where it is | told where it is not |");
    println!("|---|---|---|---|");
    for rate in accuracy.rates() {
        println!("{}", row(rate));
    }
    println!("\n{}", crops(&automatic));
    if wrong {
        for rate in accuracy.rates().iter().filter(|rate| !rate.wrong().is_empty()) {
            eprintln!("{:?}: {}", rate.code(), rate.wrong().join(" "));
        }
        eprintln!("automatic crops:\n{}", automatic.misses().join("\n"));
    }
    Ok(())
}

fn row(rate: &Rate) -> String {
    let kind = if rate.is_hard() { "blocks" } else { "advises" };
    let (hits, alarms) = (share(rate.hits()), share(rate.alarms()));
    format!("| `{}` | {kind} | {hits} | {alarms} |", wire_name(&format!("{:?}", rate.code())))
}

fn share((part, all): (u32, u32)) -> String {
    if all == 0 {
        return "–".to_owned();
    }
    format!("{:.1} % ({part} of {all})", 100.0 * f64::from(part) / f64::from(all))
}

/// `TooDark` as it travels: `too_dark`.
fn wire_name(name: &str) -> String {
    let mut wire = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !wire.is_empty() {
            wire.push('_');
        }
        wire.extend(letter.to_lowercase());
    }
    wire
}

fn crops(automatic: &Automatic) -> String {
    let all = automatic.all();
    format!(
        "Automatic crop of {all} wide pictures, heads leaning by up to 20°: the head lies within every range in {} by what is \
         true of it, in {} by what is measured on the photo.",
        share((automatic.by_truth(), all)),
        share((automatic.by_measure(), all)),
    )
}
