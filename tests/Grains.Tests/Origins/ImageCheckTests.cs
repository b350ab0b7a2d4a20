using System.Text;
using Actors.Grains.Origins;

namespace Actors.Grains.Tests.Origins;

public sealed class ImageCheckTests
{
    public static IEnumerable<TheoryDataRow<string, byte[]>> Whole =>
    [
        new("image/png", Bodies.Png), new("image/PNG", [.. Bodies.Png, 0, 0]), new("image/gif", Bodies.Gif), new("image/gif", [.. Bodies.Gif, 0]),
        new("image/jpeg", Bodies.Jpeg), new("image/jpg", [.. Bodies.Jpeg, 7]), new("image/webp", Bodies.WebP), new("image/svg+xml", Bodies.Svg),
        new("image/svg+xml", [0xEF, 0xBB, 0xBF, .. "<?xml version='1.0'?><!-- c --><s:svg xmlns:s='http://www.w3.org/2000/svg'/>"u8]),
        new("image/x-unknown", [1, 2, 3]),
    ];

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_whole_image_passes(string type, byte[] body)
    {
        Assert.Null(ImageCheck.Check(type, body, out var active));
        Assert.Equal(ActiveContent.None, active);
    }

    /// <summary>However it is cut, an image is never taken for whole, and no check throws.</summary>
    [Theory]
    [InlineData("image/png")]
    [InlineData("image/gif")]
    [InlineData("image/jpeg")]
    [InlineData("image/webp")]
    [InlineData("image/svg+xml")]
    public void A_cut_image_never_passes(string type)
    {
        var whole = type switch
        {
            "image/png" => Bodies.Png,
            "image/gif" => Bodies.Gif,
            "image/jpeg" => Bodies.Jpeg,
            "image/webp" => Bodies.WebP,
            _ => Bodies.Svg,
        };
        for (var length = 1; length < whole.Length; length++)
        {
            Assert.Contains(ImageCheck.Check(type, whole[..length], out _)!.Code, new[] { "bad_signature", "truncated_image" });
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", ActiveContent.Script)]
    [InlineData("<foreignObject/>", ActiveContent.Script)]
    [InlineData("<a href='javascript:alert(1)'/>", ActiveContent.Script)]
    [InlineData("<path onload='x()'/>", ActiveContent.EventAttribute)]
    [InlineData("<image href='https://example.org/x.png'/>", ActiveContent.ExternalReference)]
    [InlineData("<image xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='x.png'/>", ActiveContent.ExternalReference)]
    [InlineData("<style>@import 'x.css';</style>", ActiveContent.ExternalReference)]
    [InlineData("<path fill=\"url('https://example.org/#a')\"/>", ActiveContent.ExternalReference)]
    [InlineData("<path fill='url(#a)'/><use href='#a'/><image href='data:image/png;base64,AA'/>", ActiveContent.None)]
    public void Active_content_is_reported_and_no_failure(string inside, object content)
    {
        var svg = Encoding.UTF8.GetBytes($"<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>");

        Assert.Null(ImageCheck.Check("image/svg+xml", svg, out var active));
        Assert.Equal((ActiveContent)content, active);
    }

    [Theory]
    [InlineData("<!-- </svg> -->\n")]
    [InlineData("<?editor x?> \r\n\t")]
    [InlineData(" <!-- a --><?b?><!-- c -->")]
    public void What_may_follow_the_root_follows_it(string after)
    {
        Assert.Null(ImageCheck.Check("image/svg+xml", [.. Bodies.Svg, .. Encoding.UTF8.GetBytes(after)], out _));
        // The same with a fault before: it is not taken for an end.
        Assert.Equal("bad_signature", ImageCheck.Check("image/svg+xml", Encoding.UTF8.GetBytes($"<svg><g></svg>{after}"), out _)!.Code);
    }

    [Theory]
    [InlineData("<svg>\n<g>")]
    [InlineData("<svg><g/>\r\n")]
    [InlineData("<svg><path d='M0")]
    [InlineData("<svg><!-- c -->")]
    [InlineData("<svg><text>\u00e9</text>")]
    public void A_document_whose_root_is_open_at_its_end_is_cut(string svg) =>
        Assert.Equal("truncated_image", ImageCheck.Check("image/svg+xml", Encoding.UTF8.GetBytes(svg), out _)!.Code);

    [Fact]
    public void A_document_that_ends_within_a_character_is_cut() =>
        Assert.Equal("truncated_image", ImageCheck.Check("image/svg+xml", Encoding.UTF8.GetBytes("<svg><text>\u20ac")[..^1], out _)!.Code);

    [Theory]
    [InlineData("<?xml version='1.0' encoding='ISO-8859-1'?>", null, null)]
    [InlineData("<?xml version='1.0' encoding=\"iso-8859-1\" standalone='no'?>", "utf-8", null)]
    [InlineData("", "iso-8859-1", "unsupported_charset")]
    [InlineData("<?xml version='1.0'?>", "iso-8859-1", "unsupported_charset")]
    [InlineData("<?xml version='1.0' encoding='x-nobody'?>", null, "unsupported_charset")]
    [InlineData("<?xml version='1.0' encoding='utf-8'?>", null, "bad_encoding")]
    [InlineData("", "UTF-8", "bad_encoding")]
    [InlineData("", null, "bad_encoding")]
    public void Latin_1_is_good_if_the_document_says_so_itself(string declaration, string? charset, string? code)
    {
        var body = Encoding.Latin1.GetBytes($"{declaration}<svg><text>S\u00e3o</text></svg><!-- c -->");

        Assert.Equal(code, ImageCheck.Check("image/svg+xml", body, out _, charset)?.Code);
    }

    [Fact]
    public void A_charset_that_changes_no_byte_does_no_harm() => Assert.Null(ImageCheck.Check("image/svg+xml", Bodies.Svg, out _, "iso-8859-1"));

    [Fact]
    public void Utf_16_is_read_by_its_mark()
    {
        byte[] body = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<svg><text>S\u00e3o</text></svg>")];

        Assert.Null(ImageCheck.Check("image/svg+xml", body, out _));
    }

    [Fact]
    public void An_entity_is_neither_read_nor_expanded()
    {
        var svg = Encoding.UTF8.GetBytes("<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>");

        Assert.Equal("bad_signature", ImageCheck.Check("image/svg+xml", svg, out _)!.Code);
    }
}
