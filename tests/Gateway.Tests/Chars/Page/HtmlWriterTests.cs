using System.Text;
using Actors.Gateway.Chars.Page;

namespace Actors.Gateway.Tests.Chars.Page;

public sealed class HtmlWriterTests
{
    [Fact]
    public void Text_and_attributes_are_encoded()
    {
        var html = Written(new HtmlWriter().Element("p", "<b> & \"'", ("title", "<i> & \"'")));

        Assert.Equal("""<p title="&lt;i&gt; &amp; &quot;&#x27;">&lt;b&gt; &amp; &quot;&#x27;</p>""", html);
    }

    [Fact]
    public void An_attribute_without_value_is_left_out_and_an_empty_one_is_not() =>
        Assert.Equal("""<input a="">""", Written(new HtmlWriter().Void("input", ("a", ""), ("b", null))));

    [Fact]
    public void What_is_open_at_the_end_is_closed() =>
        Assert.Equal("<a><b>x</b>\n</a>", Written(new HtmlWriter().Open("a").Open("b").Text("x")));

    [Theory]
    [InlineData("\u0000\u0001\u001F", "\u2400\u2401\u241F")]
    [InlineData("\r", "\u240D")]
    [InlineData("\u007F", "\u2421")]
    [InlineData("\u0080\u009F", "\u2426\u2426")]
    [InlineData("\uFDD0\uFFFE\uFFFF", "\u2426\u2426\u2426")]
    [InlineData("\U0001FFFE\U0010FFFF", "\u2426\u2426")]
    public void What_a_page_cannot_show_is_a_picture(string text, string shown) =>
        Assert.Equal($"<p>{shown}</p>", Written(new HtmlWriter().Element("p", text)));

    // Attributes are UTF-8 in an assembly, which has no lone surrogates.
    [Fact]
    public void A_lone_surrogate_is_a_picture() =>
        Assert.Equal("<p>a\u2426b\u2426</p>", Written(new HtmlWriter().Element("p", "a\uD800b\uDC00")));

    [Fact]
    public void Every_character_comes_through_as_itself_or_a_picture_and_never_as_a_replacement()
    {
        for (var value = 0x20; value <= 0x10FFFF; value++)
        {
            if (!Rune.TryCreate(value, out var rune) || value == 0xFFFD)
                continue;
            var html = Written(new HtmlWriter().Element("p", rune.ToString()));
            var text = System.Net.WebUtility.HtmlDecode(html[3..^4]);
            var isPicture = text.Length == 1 && text[0] is >= '\u2400' and <= '\u2426';
            Assert.True(text == rune.ToString() || isPicture, $"U+{value:X4} became {html}");
        }
    }

    private static string Written(HtmlWriter writer) =>
        Encoding.UTF8.GetString(writer.ToUtf8())["<!doctype html>\n".Length..].TrimEnd('\n');
}
