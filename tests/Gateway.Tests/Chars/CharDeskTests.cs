using Actors.Gateway.Chars;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Chars;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Gateway.Tests.Chars;

public sealed class CharDeskTests(GatewayFixture fixture)
{
    private CharDesk Desk => fixture.Gateway.Services.GetRequiredService<CharDesk>();

    [Fact]
    public async Task Another_transport_may_allow_longer_queries()
    {
        var request = new CharRequest($"wide:{new string('a', 1_000)}", Limit: 1);

        var refused = await Assert.ThrowsAsync<CharQueryException>(async () => await Desk.Find(request));
        var page = await Desk.Find(request, 4096);

        Assert.Equal(("query_too_long", "q", 256), (refused.Code, refused.Field, refused.Position));
        Assert.Equal(StagedChars.Count, page.Total);
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
