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

    [Fact]
    public void An_entity_is_neither_read_nor_expanded()
    {
        var svg = Encoding.UTF8.GetBytes("<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>");

        Assert.Equal("bad_signature", ImageCheck.Check("image/svg+xml", svg, out _)!.Code);
    }
}
