using Actors.Gateway.Auth;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests.Auth;

public sealed class AuthOptionsTests
{
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void Keys_are_read_by_name()
    {
        var options = Read(("Auth:Keys:ops", Keys.Hash("k")), ("Auth:Keys:ci", Keys.Hash("other")));

        Assert.Equal(["ci", "ops"], options.Keys.Keys.Order());
        Assert.All(options.Keys.Values, hash => Assert.Equal(32, hash.Length));
    }

    [Fact]
    public void None_is_the_default() => Assert.Empty(Read().Keys);

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("sha256:abc")]
    [InlineData("SHA256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")]
    [InlineData("sha256:2C26B46B68FFC68FF99B453C1D30413413422D706483BFA0F98A5E886266E7AE")]
    [InlineData("sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ag")]
    [InlineData("sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae0")]
    [InlineData("2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")]
    [InlineData("sha256:" + Empty)]
    public void What_is_no_hash_of_a_key_is_refused_by_its_name_and_not_shown(string value)
    {
        var failure = Refused(("Auth:Keys:ops", value));

        Assert.StartsWith("Auth:Keys:ops ", failure, StringComparison.Ordinal);
        if (value.Length > "sha256:".Length)
            Assert.DoesNotContain(value, failure, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Auth:Key:ops")]
    [InlineData("Auth:Tokens")]
    [InlineData("Auth:Keys")]
    [InlineData("Auth:Keys:ops:hash")]
    public void A_slip_in_the_name_of_the_setting_does_not_leave_everything_open(string key)
    {
        var failure = Refused((key, Keys.Hash("secret")));

        Assert.Contains("Auth:Key", failure, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.Hash("secret"), failure, StringComparison.Ordinal);
    }

    private static AuthOptions Read(params (string Key, string Value)[] settings)
    {
        var options = new AuthOptions();
        options.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
        return options;
    }

    private static string Refused(params (string Key, string Value)[] settings) =>
        Assert.Single(Assert.Throws<OptionsValidationException>(() => Read(settings)).Failures);
}
