//! Radicals that look like characters and are none. Text copied out of a PDF often holds them.

use std::fmt;

use super::is_han;

/// The characters of the Kangxi radicals from U+2F00 on, by their compatibility decomposition (UnicodeData.txt).
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕\
    大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日\
    曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
    目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行\
    衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音\
    頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Pairs of a supplementary radical and the character of the same shape (EquivalentUnifiedIdeograph.txt).
const SUPPLEMENT: &str = "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟";

/// The character that a radical stands for; any other character stays, and so does a radical that is only a part of characters.
fn ideograph(c: char) -> char {
    let found = match c {
        '\u{2F00}'..='\u{2FD5}' => KANGXI.chars().nth(c as usize - 0x2F00),
        '\u{2E80}'..='\u{2EF3}' => {
            SUPPLEMENT.chars().skip_while(|other| *other != c).nth(1).filter(|c| is_han(*c))
        }
        _ => None,
    };
    found.unwrap_or(c)
}

/// A radical found where a character was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Radical(char);

impl Radical {
    /// The first radical of a text.
    #[must_use]
    pub fn first_in(text: &str) -> Option<Self> {
        let is_radical = |c: &char| matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{31C0}'..='\u{31EF}');
        text.chars().find(is_radical).map(Self)
    }
}

impl fmt::Display for Radical {
    /// Cause and remedy, in Chinese, as the end of a sentence that says where it stands.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match ideograph(self.0) {
            meant if meant != self.0 => {
                write!(f, "“{}”是部首符号，不是汉字“{meant}”，请删去后用输入法重新输入", self.0)
            }
            _ => write!(f, "“{}”是部首符号，不是汉字，请删去后用输入法重新输入这个字", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kangxi_radical_stands_for_a_character() {
        assert!(('\u{2F00}'..='\u{2FD5}').map(ideograph).all(is_han));
        assert_eq!(ideograph('⼀'), '一');
        assert_eq!(ideograph('⿕'), '龠');
        #[cfg(not(target_arch = "wasm32"))]
        for radical in '\u{2F00}'..='\u{2FD5}' {
            use unicode_normalization::UnicodeNormalization;
            assert!(std::iter::once(radical).nfkc().eq([ideograph(radical)]), "{radical}");
        }
    }

    #[test]
    fn a_supplementary_radical_of_the_same_shape_stands_for_its_character() {
        for (radical, character) in
            [('⻄', '西'), ('⻔', '门'), ('⻢', '马'), ('⺟', '母'), ('⻳', '龟')]
        {
            assert_eq!(ideograph(radical), character);
        }
        assert_eq!(ideograph('⺡'), '⺡');
        assert_eq!(ideograph('西'), '西');
    }

    #[test]
    fn the_words_name_the_character_that_is_meant() {
        let words = |text: &str| Radical::first_in(text).map(|radical| radical.to_string());
        let named = "“⼆”是部首符号，不是汉字“二”，请删去后用输入法重新输入";
        assert_eq!(words("海淀区⼆旗中路").as_deref(), Some(named));
        let part = "“⺡”是部首符号，不是汉字，请删去后用输入法重新输入这个字";
        assert_eq!(words("⺡").as_deref(), Some(part));
        assert_eq!(words("海淀区二旗中路"), None);
    }
}
