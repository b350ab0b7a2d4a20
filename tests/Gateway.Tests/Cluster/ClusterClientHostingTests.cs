using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests.Cluster;

public sealed class ClusterClientHostingTests
{
    [Theory]
    [InlineData("Orleans:Endpoints:AdvertisedIPAddress", "here")]
    [InlineData("Orleans:Endpoints:GatewayPort", "0")]
    [InlineData("Orleans:Endpoints:GatewayPort", "many")]
    [InlineData("Cluster:Redis", "localhost,connectTimeout=soon")]
    public void A_bad_key_is_named(string key, string value)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration[key] = value;

        var invalid = Assert.Throws<OptionsValidationException>(builder.AddClusterClient);

        Assert.Contains(key, Assert.Single(invalid.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("soon", invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_cluster_id_is_named()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Cluster:Id"] = "";

        var invalid = Assert.Throws<OptionsValidationException>(builder.AddClusterClient);

        Assert.Contains("Cluster:Id", Assert.Single(invalid.Failures), StringComparison.Ordinal);
    }
}
