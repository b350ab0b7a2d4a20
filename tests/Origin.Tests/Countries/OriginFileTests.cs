using System.Security.Cryptography;
using Actors.Origin.Countries;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Tests.Countries;

public sealed class OriginFileTests
{
    private const string Modified = "Wed, 01 Jul 2026 00:00:00 GMT";
    private static readonly byte[] _body = [1, 2, 3];
    private static readonly OriginFile _file = new(_body, "image/svg+xml");

    [Fact]
    public void The_tag_is_strong_and_made_of_the_bytes() =>
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(_body))}\"", _file.ETag);

    [Theory]
    [InlineData("{tag}")]
    [InlineData("W/{tag}")]
    [InlineData("\"other\", {tag}")]
    [InlineData("*")]
    public void A_client_that_names_our_tag_has_the_bytes(string tags) => Assert.True(Asked(tags));

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("unquoted")]
    [InlineData("\"")]
    public void A_client_that_names_another_tag_has_not(string tags) => Assert.False(Asked(tags));

    [Theory]
    [InlineData(Modified, true)]
    [InlineData("Thu, 02 Jul 2026 00:00:00 GMT", true)]
    [InlineData("Tue, 30 Jun 2026 23:59:59 GMT", false)]
    [InlineData("yesterday", false)]
    public void Without_a_tag_the_date_decides(string since, bool unchanged) => Assert.Equal(unchanged, Asked(tags: null, since));

    [Fact]
    public void A_tag_that_differs_beats_a_date_that_fits() => Assert.False(Asked("\"other\"", Modified));

    [Fact]
    public void A_tag_that_fits_beats_a_date_that_differs() => Assert.True(Asked("{tag}", "Tue, 30 Jun 2026 23:59:59 GMT"));

    [Fact]
    public void A_tag_on_a_second_header_line_counts() =>
        Assert.True(_file.IsUnchangedFor(new HeaderDictionary { ["If-None-Match"] = new(["\"other\"", _file.ETag]) }));

    [Fact]
    public void Without_either_nothing_is_known() => Assert.False(_file.IsUnchangedFor(new HeaderDictionary()));

    private static bool Asked(string? tags, string? since = null)
    {
        IHeaderDictionary request = new HeaderDictionary();
        if (tags is not null)
            request.IfNoneMatch = tags.Replace("{tag}", _file.ETag, StringComparison.Ordinal);
        if (since is not null)
            request.IfModifiedSince = since;
        return _file.IsUnchangedFor(request);
    }
}
