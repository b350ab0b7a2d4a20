using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Cluster;

/// <summary>Which cluster this gateway belongs to. Section <c>Cluster</c>, the same as the silos'.</summary>
internal sealed class ClusterOptions
{
    /// <summary>StackExchange.Redis connection string of the membership table; empty = the one silo of <see cref="SiloEndpoint"/>. Default empty.</summary>
    public string? Redis { get; set; }

    /// <summary>Name of the deployment. Default <c>actors</c>.</summary>
    [Required] public string Id { get; set; } = "actors";

    /// <summary>Name of the application; never changes, because it is part of every storage key. Default <c>actors</c>.</summary>
    [Required] public string ServiceId { get; set; } = "actors";
}

[OptionsValidator]
internal sealed partial class ClusterOptionsValidator : IValidateOptions<ClusterOptions>;
