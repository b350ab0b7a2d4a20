using Actors.Gateway.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests.Auth;

public sealed class ApiKeysTests
{
    private readonly ApiKeys _keys = With("first", "second", "schlüssel");

    [Theory]
    [InlineData("first", "0")]
    [InlineData("second", "1")]
    [InlineData("schlüssel", "2")]
    [InlineData("First", null)]
    [InlineData("first ", null)]
    [InlineData("", null)]
    public void A_key_is_known_by_its_hash(string key, string? name) => Assert.Equal(name, _keys.NameOf(key));

    [Theory]
    [InlineData("Bearer second", true, "1")]
    [InlineData("bEARER second", true, "1")]
    [InlineData("Bearer   second", true, "1")]
    [InlineData("Bearer third", true, null)]
    [InlineData("Bearer", true, null)]
    [InlineData("Bearer ", true, null)]
    [InlineData("Bearer second third", true, null)]
    [InlineData("Basic c2Vjb25k", false, null)]
    [InlineData("second", false, null)]
    [InlineData("", false, null)]
    public void Only_bearer_shows_a_key(string authorization, bool isShown, string? name) =>
        Assert.Equal(new ShownKey(isShown, name), Look(_keys, authorization));

    [Fact]
    public void Of_two_none_counts() => Assert.True(Look(_keys, "Bearer first", "Bearer second").IsWrong);

    [Fact]
    public void Without_keys_nobody_looks() => Assert.Equal(default, Look(With(), "Bearer third"));

    private static ShownKey Look(ApiKeys keys, params string[] authorization)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = authorization;
        return keys.Of(context.Request);
    }

    private static ApiKeys With(params string[] keys)
    {
        var options = new AuthOptions();
        foreach (var (index, key) in keys.Index())
            options.Keys[$"{index}"] = Convert.FromHexString(Keys.Hash(key)["sha256:".Length..]);
        return new ApiKeys(Options.Create(options));
    }
}
