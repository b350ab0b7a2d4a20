using Actors.Gateway.Chars;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Chars;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Gateway.Tests.Chars;

public sealed class CharDeskTests(GatewayFixture fixture)
{
    private CharDesk Desk => fixture.Gateway.Services.GetRequiredService<CharDesk>();

    [Fact]
    public async Task A_query_in_seed_mode_may_be_as_long_as_a_line_over_tcp()
    {
        var request = new CharRequest($"wide:{new string('a', 4_091)}", Limit: 1);

        var refused = await Assert.ThrowsAsync<CharQueryException>(async () => await Desk.Find(request));
        var page = await Desk.Find(request with { Mode = "seed" });
        var tooLong = await Assert.ThrowsAsync<CharQueryException>(
            async () => await Desk.Find(request with { Mode = "seed", Query = request.Query + "a" }));

        Assert.Equal(("query_too_long", "q", 256), (refused.Code, refused.Field, refused.Position));
        Assert.Equal(StagedChars.Count, page.Total);
        Assert.Equal(("query_too_long", "q", 4096), (tooLong.Code, tooLong.Field, tooLong.Position));
    }

    [Fact]
    public async Task Nul_is_a_separator_for_tcp_alone()
    {
        foreach (var mode in new[] { "seed", "words", "smart" })
        {
            var refused = await Assert.ThrowsAsync<CharQueryException>(async () => await Desk.Find(new CharRequest("ab\0c", mode)));
            Assert.Equal(("query_not_text", "q", 2), (refused.Code, refused.Field, refused.Position));
        }

        Assert.Equal(0, (await Desk.Find(new CharRequest("ab\0c", "seed", Format: CharFormat.Text))).Total);
    }

    [Theory]
    [InlineData("a", 0xD800, "", 1)]
    [InlineData("", 0xDC00, "b", 0)]
    [InlineData("🐱", 0xD83D, "", 2)]
    public async Task Half_a_pair_is_refused_before_a_message_makes_something_else_of_it(string before, int unit, string after, int position)
    {
        // Attributes are UTF-8 too, so the half is put in here.
        var query = $"{before}{(char)unit}{after}";
        var refused = await Assert.ThrowsAsync<CharQueryException>(async () => await Desk.Find(new CharRequest(query)));

        Assert.Equal(("query_not_text", "q", position), (refused.Code, refused.Field, refused.Position));
        Assert.Equal(0, StagedChars.CallsFor(query));
    }

    [Fact]
    public async Task A_code_of_endless_length_is_none()
    {
        var refused = await Assert.ThrowsAsync<CharQueryException>(() => Desk.Describe(new string('1', 257)));

        Assert.Equal("invalid_code", refused.Code);
    }
}
